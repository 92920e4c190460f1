import type { Block } from '../../lib/chain/block.ts';
import type { Proposal } from '../../lib/consensus/types.ts';
import type { Hash } from '../../lib/core/bytes.ts';
import { hashOnce } from './hash-once.ts';

/** Measures the time from a leader's first proposal of a block to its finality in each process. */
export function createFinalityMeter(now: () => number) {
  const proposedAt = new Map<Hash, number>();
  const samples: number[] = [];
  return {
    samples,
    proposed: ({ vote }: Proposal) => {
      const { digest } = vote.statement;
      if (!proposedAt.has(digest)) proposedAt.set(digest, now());
    },
    finalized: (blocks: readonly Block[]) => {
      for (const block of blocks) {
        const at = proposedAt.get(hashOnce(block.header));
        if (at !== undefined) samples.push(now() - at);
      }
    },
  };
}
