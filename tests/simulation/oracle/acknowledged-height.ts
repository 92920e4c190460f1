import type { Counters } from '../counters.ts';
import type { ChainFacts } from './chain-facts.ts';
import { fail, type Invariant } from './watcher.ts';

/** I8: what a process told its clients to be final is still there after a crash. */
export function createAcknowledgedHeight(facts: ChainFacts, counters: Counters): Invariant {
  const heights = new Map<number, bigint>();
  /** What a disk that was lost had held. */
  const lost = new Map<number, bigint>();
  return {
    acknowledged: (process, height) => {
      const before = heights.get(process) ?? 0n;
      if (height < before) fail('I8', 'finality-lost', `${process}: ${before}, then ${height}`);
      heights.set(process, height);
      if (height < (lost.get(process) ?? height + 1n)) return;
      lost.delete(process);
      counters.add('chain/recovered');
    },
    restarted: (process, height) => {
      const before = heights.get(process) ?? 0n;
      const isLost = facts.isHonest(process) && height < before;
      if (isLost) fail('I8', 'finality-lost', `${process} fell from ${before} to ${height}`);
    },
    erased: (process) => {
      const before = heights.get(process);
      if (before !== undefined) lost.set(process, before);
      heights.delete(process);
    },
  };
}
