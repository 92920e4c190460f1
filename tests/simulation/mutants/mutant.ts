/** One mistake, made in the source as it ships (or in the simulated driver, where it says so). */
export interface Mutant {
  /** The guard that is gone, in words. */
  name: string;
  edits: readonly Edit[];
  /** An invariant that must be the first to notice it, in some seed. Any will do otherwise. */
  first?: string;
  /** For one that shows only in the long run. */
  safetyMs?: number;
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
  safetyMs?: number,
): Mutant {
  return {
    name,
    edits: [{ file, search, replace }],
    ...(first !== undefined && { first }),
    ...(safetyMs !== undefined && { safetyMs }),
  };
}
