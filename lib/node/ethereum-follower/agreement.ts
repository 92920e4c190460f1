import type { Hash } from '../../core/bytes.ts';

/** What one endpoint's own logs and contract say at a block that it calls final. */
export interface Claim {
  name: string;
  /** Undefined if it does not reach what the chain has applied. */
  count: bigint | undefined;
  /** It says that what the chain has applied is not Ethereum's inbox. */
  denies: boolean;
  /** Of the inbox's first `count` events, for any count from what the chain has applied on. */
  hashAt(count: bigint): Hash | undefined;
}

export type Agreement =
  | { state: 'agreed'; count: bigint; hash: Hash }
  /** Too few say anything, or one is behind the chain. */
  | { state: 'waiting' }
  /** `names`: those that most others contradict; all of them where there is no most. */
  | { state: 'contradiction'; names: readonly string[] };

/**
 * The least count that all reached, if all have the same hash there: a hash chain, so they agree on
 * every event before, too.
 */
export function agreementOf(claims: readonly Claim[], needed: number): Agreement {
  const denying = claims.filter(({ denies }) => denies);
  if (denying.length > 0) return { state: 'contradiction', names: denying.map(({ name }) => name) };
  const reached = claims.flatMap(({ count }) => (count === undefined ? [] : [count]));
  const count = least(reached) ?? 0n;
  const byHash = new Map<Hash, string[]>();
  for (const claim of claims) {
    const hash = claim.count === undefined ? undefined : claim.hashAt(count);
    if (hash) byHash.set(hash, [...(byHash.get(hash) ?? []), claim.name]);
  }
  if (byHash.size > 1) return { state: 'contradiction', names: fewer([...byHash.values()]) };
  const [hash] = byHash.keys();
  if (!hash || claims.length < needed || reached.length < claims.length) {
    return { state: 'waiting' };
  }
  return { state: 'agreed', count, hash };
}

function fewer(groups: string[][]): string[] {
  const [most = [], next = []] = groups.toSorted((a, b) => b.length - a.length);
  return groups.filter((group) => group !== most || next.length === most.length).flat();
}

export function least(values: readonly bigint[]): bigint | undefined {
  return values.toSorted((a, b) => (a < b ? -1 : 1))[0];
}
