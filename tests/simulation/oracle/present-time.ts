import type { Block } from '../../../lib/chain/block.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { accountOf, WALL_START_MS } from '../simulated-chain.ts';
import type { ChainFacts } from './chain-facts.ts';
import { fail, type Invariant } from './watcher.ts';

/**
 * No finalized block is from the future: an honest member with a good clock has notarized it, and
 * none does so before its time. The proposer has to be another one, for its own block is as young
 * as can be: alone, a member whose clock runs fast makes blocks faster than time passes.
 */
export function createPresentTime(
  configuration: Pick<Configuration, 'clocks'>,
  facts: ChainFacts,
  now: () => number,
): Invariant {
  const isGood = (validator: number) =>
    facts.isHonest(validator) &&
    Math.abs(configuration.clocks[validator]?.wallOffsetMs ?? 0) <= GOOD_OFFSET_MS;

  /** Whether a quorum has to include somebody whose test of the time counts. */
  const isTested = ({ header }: Block) => {
    const term = facts.termOf(header.epoch);
    if (!term) return false;
    const testing = term.members
      .filter(({ validator }) => isGood(validator) && accountOf(validator) !== header.proposer)
      .reduce((sum, { power }) => sum + power, 0);
    return (term.total - testing) * 3 <= term.total * 2;
  };

  return {
    finalized: (process, blocks) => {
      const last = blocks.at(-1);
      const aheadMs = (last?.header.timestampMs ?? 0) - (WALL_START_MS + now());
      if (!last || aheadMs <= MAX_DRIFT_MS + GOOD_OFFSET_MS || !isTested(last)) return;
      fail('time', 'from-the-future', `${process}: by ${aheadMs} ms`);
    },
  };
}

/** What rule 6 allows. */
const MAX_DRIFT_MS = 2_000;
const GOOD_OFFSET_MS = 400;
