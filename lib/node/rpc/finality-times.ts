import { hashOfBlock } from '../../chain/block.ts';
import type { ConsensusMessage } from '../../consensus/types.ts';
import type { Hash } from '../../core/bytes.ts';
import { MAX_FINALITY_HISTORY } from '../../core/limits.ts';

export interface FinalityTimes {
  see(message: ConsensusMessage): void;
  /** This node was away: what it saw before says nothing about how long the chain takes. */
  lookAway(): void;
  /** Milliseconds from first sight to now; undefined for a block that was caught up with. */
  final(hash: Hash): number | undefined;
  /** What `final` said of a recent block. */
  of(hash: Hash): number | undefined;
  history(): number[];
  /** What half of the blocks took at most. */
  median(): number | undefined;
}

/** How long blocks took to become final, from the moment this node first saw each. */
export function createFinalityTimes(nowMs: () => number): FinalityTimes {
  const firstSeen = new Map<Hash, number>();
  const times = new Map<Hash, number>();
  return {
    see(message) {
      if (message.type !== 'proposal') return;
      const hash = hashOfBlock(message.proposal.block);
      if (firstSeen.has(hash)) return;
      firstSeen.set(hash, nowMs());
      if (firstSeen.size > MAX_FINALITY_HISTORY) forgetOldest(firstSeen);
    },
    lookAway: () => firstSeen.clear(),
    final(hash) {
      const seenMs = firstSeen.get(hash);
      if (seenMs === undefined) return undefined;
      firstSeen.delete(hash);
      const elapsedMs = nowMs() - seenMs;
      times.set(hash, elapsedMs);
      if (times.size > MAX_FINALITY_HISTORY) forgetOldest(times);
      return elapsedMs;
    },
    of: (hash) => times.get(hash),
    history: () => [...times.values()],
    median() {
      const sorted = [...times.values()].sort((a, b) => a - b);
      return sorted[(sorted.length - 1) >> 1];
    },
  };
}

function forgetOldest(map: Map<Hash, number>): void {
  map.delete(map.keys().next().value as Hash);
}
