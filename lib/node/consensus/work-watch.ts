import { NULLIFY } from '../../chain/statement.ts';
import type { EngineState } from '../../consensus/state.ts';
import type { Hash } from '../../core/bytes.ts';
import { MAX_WORK_VIEWS } from '../../core/limits.ts';
import type { ChainService } from '../execution/chain-service.ts';
import type { ExecutedBlock } from '../execution/executed-block.ts';
import type { EvidencePool } from '../mempool/evidence-pool.ts';
import type { Mempool } from '../mempool/mempool.ts';

export interface WorkWatchComponents {
  mempool: Mempool;
  evidence: EvidencePool;
  chain: ChainService;
  state(): EngineState;
  onWork(pending: boolean): void;
}

/**
 * Tells consensus whether there is something to put into a block: evidence, or a ready transaction,
 * that no open block contains yet. A transaction counts for MAX_WORK_VIEWS views, so that one which
 * no leader can include does not keep an idle chain awake.
 */
export function createWorkWatch({ mempool, evidence, chain, state, onWork }: WorkWatchComponents) {
  let pending = false;
  let here = '';
  let viewsSeen = 0n;

  function hasWork(): boolean {
    if (mempool.size() === 0 && evidence.size() === 0) return false;
    const { view, config } = state();
    const now = `${config.epoch}/${view}`;
    if (now !== here) viewsSeen++;
    here = now;
    const open = [...chain.executed()].filter((executed) => mayBecomeFinal(state(), executed));
    if (evidence.isPending(open)) return true;
    const included = new Set(open.flatMap((executed) => executed.transactions).map(hashOf));
    for (const entry of mempool.ready()) {
      if (included.has(entry.hash)) continue;
      entry.countedSince ??= viewsSeen;
      if (viewsSeen - entry.countedSince < MAX_WORK_VIEWS) return true;
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

/** Whether a block is on a branch that was not given up. */
function mayBecomeFinal({ views, config }: EngineState, { block }: ExecutedBlock): boolean {
  const { epoch, view } = block.header;
  return epoch !== config.epoch || !views.get(view)?.certificates[NULLIFY];
}

function hashOf({ hash }: { hash: Hash }): Hash {
  return hash;
}
