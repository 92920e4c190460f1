import { uncompressedKey } from '../core/bls-point.ts';
import type { Hash } from '../core/bytes.ts';
import type { BlockExecution } from './block-execution.ts';
import { assertCommittee, hashOfCommittee } from './committee.ts';
import { epochInfoOf, nextSeed, pruneCommittees, setEpochInfo } from './epoch.ts';

/**
 * Begins the next epoch in the state of a boundary: the committee is what its stake says now, or
 * the old one when nobody is eligible. The result is what the header commits to.
 */
export function endEpoch({ chain, block, journal, bound }: BlockExecution): Hash {
  const { epoch, seed, committee } = epochInfoOf(journal);
  const chosen = bound.stake?.nextCommittee() ?? [];
  const next = chosen.length > 0 ? chosen : committee;
  assertCommittee(next);
  setEpochInfo(journal, {
    epoch: epoch + 1n,
    seed: nextSeed(seed, block.mix),
    committee: next,
    startMs: block.timestampMs,
  });
  pruneCommittees(journal, chain.genesis.parameters.unbondingMs);
  const keys = next.map(({ blsKey }) => uncompressedKey(blsKey));
  return hashOfCommittee(next, keys);
}
