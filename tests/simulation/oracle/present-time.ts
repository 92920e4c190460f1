import { WALL_START_MS } from '../simulated-chain.ts';
import { fail, type Invariant } from './watcher.ts';

/**
 * No finalized block is from the future: an honest member with a good clock has notarized it, and
 * none does so before its time.
 */
export function createPresentTime(now: () => number): Invariant {
  return {
    finalized: (process, blocks) => {
      const timestampMs = blocks.at(-1)?.header.timestampMs ?? 0;
      const aheadMs = timestampMs - (WALL_START_MS + now());
      if (aheadMs > MAX_AHEAD_MS) fail('time', 'from-the-future', `${process}: by ${aheadMs} ms`);
    },
  };
}

/** What rule 6 allows, and what good clocks differ by. */
const MAX_AHEAD_MS = 2_000 + 400;
