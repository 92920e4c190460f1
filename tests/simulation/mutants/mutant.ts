import type { Behaviour } from '../byzantine/behaviours.ts';

/** One mistake, made in the source as it ships (or in the simulated driver, where it says so). */
export interface Mutant {
  /** The guard that is gone, in words. */
  name: string;
  edits: readonly Edit[];
  /**
   * The promise that must be the first to notice it, in some seed. Without, any will do, except
   * `assertion`: that the code stopped itself counts only where it is named.
   */
  first?: string;
  /** For one that shows only in the long run. */
  safetyMs?: number;
  /** What the liars of a seed do, for one that only this lie meets. */
  liar?: Behaviour;
  /** For one that a simulation cannot meet: the test of the part, which must fail. */
  test?: string;
}

/** A mistake that changes nothing that can be observed. */
export interface Equivalent extends Pick<Mutant, 'name' | 'edits'> {
  reason: string;
}

export interface Edit {
  file: string;
  /** Must be in the file exactly once, or the mutant is out of date. */
  search: string;
  replace: string;
}

/** How a seed failed. */
export interface Failure {
  seed: number;
  /** `I1` to `I15`, or the name of another promise; `assertion` when the code stopped itself. */
  invariant: string;
  message: string;
}

/** What became of a mutant. */
export interface Verdict {
  name: string;
  /** Undefined for one that nobody noticed. */
  killedBy: Failure | undefined;
  seedsTried: number;
  ms: number;
}

/** A mutant with one edit. */
export function mutant(
  name: string,
  file: string,
  search: string,
  replace: string,
  first?: string,
  more: Partial<Mutant> = {},
): Mutant {
  return {
    name,
    edits: [{ file, search, replace }, ...(more.edits ?? [])],
    ...(first !== undefined && { first }),
    ...(more.safetyMs !== undefined && { safetyMs: more.safetyMs }),
    ...(more.liar !== undefined && { liar: more.liar }),
    ...(more.test !== undefined && { test: more.test }),
  };
}

/** A mutant with one edit, that a simulation cannot meet. */
export function inPart(
  name: string,
  file: string,
  search: string,
  replace: string,
  test: string,
): Mutant {
  return mutant(name, file, search, replace, undefined, { test });
}
