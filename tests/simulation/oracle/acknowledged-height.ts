import type { ChainFacts } from './chain-facts.ts';
import { fail, type Invariant } from './watcher.ts';

/** I8: what a process told its clients to be final is still there after a crash. */
export function createAcknowledgedHeight(facts: ChainFacts): Invariant {
  const heights = new Map<number, bigint>();
  return {
    acknowledged: (process, height) => {
      const before = heights.get(process) ?? 0n;
      if (height < before) fail('I8', 'finality-lost', `${process}: ${before}, then ${height}`);
      heights.set(process, height);
    },
    restarted: (process, height) => {
      const before = heights.get(process) ?? 0n;
      const isLost = facts.isHonest(process) && height < before;
      if (isLost) fail('I8', 'finality-lost', `${process} fell from ${before} to ${height}`);
    },
    erased: (process) => {
      heights.delete(process);
    },
  };
}
