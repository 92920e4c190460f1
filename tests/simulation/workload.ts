import type { Block } from '../../lib/chain/block.ts';
import type { EngineState } from '../../lib/consensus/state.ts';
import type { Hash } from '../../lib/core/bytes.ts';

/** A node's mempool: numbers that want to get into a block once. */
export interface Workload {
  submit(id: number): void;
  finalize(block: Block): void;
  /** Not yet in a finalized block. */
  pendingCount(): number;
  /** What a block on `parent` may still contain. */
  transactionsFor(state: EngineState, parent: Hash): Uint8Array[];
}

const MAX_PER_BLOCK = 32;

export function createWorkload(): Workload {
  const pending = new Set<number>();
  const finalized = new Set<number>();
  return {
    submit: (id) => {
      if (!finalized.has(id)) pending.add(id);
    },
    finalize: (block) => {
      for (const id of idsOf(block)) {
        finalized.add(id);
        pending.delete(id);
      }
    },
    pendingCount: () => pending.size,
    transactionsFor: (state, parent) => {
      const used = new Set<number>();
      for (let at = parent; at !== state.floor.hash; ) {
        const block = state.blocks.get(at)?.block;
        if (!block) break;
        for (const id of idsOf(block)) used.add(id);
        at = block.header.parentHash;
      }
      const free = [...pending].filter((id) => !used.has(id)).sort((a, b) => a - b);
      return free.slice(0, MAX_PER_BLOCK).map(bytesOfId);
    },
  };
}

function idsOf(block: Block): number[] {
  return block.body.transactions.map((bytes) =>
    new DataView(bytes.buffer, bytes.byteOffset).getUint32(0),
  );
}

function bytesOfId(id: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, id);
  return bytes;
}
