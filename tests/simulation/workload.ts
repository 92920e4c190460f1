import type { Block } from '../../lib/chain/block.ts';
import { NULLIFY } from '../../lib/chain/statement.ts';
import type { EngineState } from '../../lib/consensus/state.ts';
import type { Hash } from '../../lib/core/bytes.ts';
import { MAX_WORK_VIEWS } from '../../lib/core/limits.ts';
import type { Ledger } from './ledger.ts';

/** A node's mempool: numbers that want to get into a block once. */
export interface Workload {
  submit(id: number): void;
  finalize(block: Block): void;
  /** Not yet in a finalized block. */
  pendingCount(): number;
  /** Whether something pending is in no open block and has not waited for too many views. */
  hasWork(state: EngineState): boolean;
  /** What a block on `parent` may still contain. */
  transactionsFor(state: EngineState, parent: Hash): Uint8Array[];
}

export function createWorkload(ledger: Pick<Ledger, 'bytesOf' | 'idsOf'>): Workload {
  const idsOf = (block: Block) => {
    const known = ids.get(block) ?? ledger.idsOf(block);
    ids.set(block, known);
    return known;
  };
  /** When each began to wait: a view, or none yet. */
  const pending = new Map<number, { epoch: bigint; view: bigint } | undefined>();
  const finalized = new Set<number>();

  return {
    submit: (id) => {
      if (!finalized.has(id) && !pending.has(id)) pending.set(id, undefined);
    },
    finalize: (block) => {
      for (const id of idsOf(block)) {
        finalized.add(id);
        pending.delete(id);
      }
    },
    pendingCount: () => pending.size,
    hasWork: (state) => {
      if (pending.size === 0) return false;
      const included = includedIn(state, idsOf);
      const { epoch } = state.config;
      for (const [id, since] of pending) {
        if (included.has(id)) continue;
        const isCounted = since?.epoch === epoch;
        if (!isCounted) pending.set(id, { epoch, view: state.view });
        if (!isCounted || state.view - since.view < MAX_WORK_VIEWS) return true;
      }
      return false;
    },
    transactionsFor: (state, parent) => {
      if (pending.size === 0) return [];
      const used = new Set<number>();
      for (let at = parent; at !== state.floor.hash; ) {
        const block = state.blocks.get(at)?.block;
        if (!block) break;
        for (const id of idsOf(block)) used.add(id);
        at = block.header.parentHash;
      }
      const free = [...pending.keys()].filter((id) => !used.has(id)).sort((a, b) => a - b);
      return free.slice(0, MAX_PER_BLOCK).map(ledger.bytesOf);
    },
  };
}

/** Transactions of open blocks that may still become final. */
function includedIn(
  { blocks, views }: EngineState,
  idsOf: (block: Block) => readonly number[],
): Set<number> {
  const included = new Set<number>();
  for (const { block, status } of blocks.values()) {
    if (status === 'invalid' || views.get(block.header.view)?.certificates[NULLIFY]) continue;
    for (const id of idsOf(block)) included.add(id);
  }
  return included;
}

const ids = new WeakMap<Block, readonly number[]>();
const MAX_PER_BLOCK = 32;
