import type { ChainFacts } from './chain-facts.ts';
import { fail, type Invariant } from './watcher.ts';

/**
 * An engine halts when it sees that safety is broken or that somebody else has its key. While less
 * than a third of the power lies, no honest one ever does.
 */
export function createNoHalt(facts: ChainFacts): Invariant {
  return {
    halted: (process, reason) => {
      if (facts.isHonest(process)) fail('halt', 'halted', `${process}: ${reason}`);
    },
  };
}
