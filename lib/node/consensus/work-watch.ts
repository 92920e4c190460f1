import { NULLIFY } from '../../chain/statement.ts';
import type { EngineState } from '../../consensus/state.ts';
import type { Hash } from '../../core/bytes.ts';
import { MAX_WORK_VIEWS } from '../../core/limits.ts';
import type { ChainService } from '../execution/chain-service.ts';
import type { Mempool } from '../mempool/mempool.ts';

export interface WorkWatchComponents {
  mempool: Mempool;
  chain: ChainService;
  state(): EngineState;
  onWork(pending: boolean): void;
}

/**
 * Tells consensus whether there is something to put into a block: a ready transaction that no open
 * block contains yet. Each counts for MAX_WORK_VIEWS views, so that one which no leader can include
 * does not keep an idle chain awake.
 */
export function createWorkWatch({ mempool, chain, state, onWork }: WorkWatchComponents) {
  let pending = false;

  function hasWork(): boolean {
    if (mempool.size() === 0) return false;
    const { view } = state();
    const included = includedIn(chain, state());
    for (const entry of mempool.ready()) {
      if (included.has(entry.hash)) continue;
      entry.countedSince ??= view;
      if (view - entry.countedSince < MAX_WORK_VIEWS) return true;
    }
    return false;
  }

  /** Call it whenever the view, the open blocks or the mempool may have changed. */
  return function look(): void {
    const now = hasWork();
    if (now === pending) return;
    pending = now;
    onWork(now);
  };
}

/** Transactions of open blocks that may still become final. */
function includedIn(chain: ChainService, { views }: EngineState): Set<Hash> {
  const included = new Set<Hash>();
  for (const { block, transactions } of chain.executed()) {
    if (views.get(block.header.view)?.certificates[NULLIFY]) continue;
    for (const { hash } of transactions) included.add(hash);
  }
  return included;
}
