import type { Chain } from '../../chain/chain.ts';
import { readState } from '../../chain/read-state.ts';
import type { StateTree } from '../../chain/state-tree.ts';
import { NULLIFY } from '../../chain/statement.ts';
import type { EngineState } from '../../consensus/state.ts';
import type { Hash } from '../../core/bytes.ts';
import { MAX_WORK_VIEWS } from '../../core/limits.ts';
import type { ChainService, FinalHead } from '../execution/chain-service.ts';
import type { ExecutedBlock } from '../execution/executed-block.ts';
import type { EvidencePool } from '../mempool/evidence-pool.ts';
import type { Mempool } from '../mempool/mempool.ts';
import type { Clock } from '../ports.ts';

export interface WorkWatchComponents {
  chain: Chain;
  mempool: Mempool;
  evidence: EvidencePool;
  service: Pick<ChainService, 'executed'> & { final(): Pick<FinalHead, 'tree'> };
  clock: Clock;
  /** How many events of Ethereum's inbox blocks may apply, if no final block applied them. */
  agreedInbox?(): bigint | undefined;
  state(): EngineState;
  onWork(pending: boolean): void;
}

export interface WorkWatch {
  /** Call it whenever the view, the open blocks, the mempool or the inbox may have changed. */
  look(): void;
  stop(): void;
}

/**
 * Tells consensus whether there is a reason to make a block: evidence, an event of Ethereum or a
 * ready transaction that no open block contains yet, or a module that needs one by now. Each reason
 * but evidence counts for MAX_WORK_VIEWS views, so that one which no leader can act upon does not
 * keep an idle chain awake; the heartbeat comes to it all the same.
 */
export function createWorkWatch(components: WorkWatchComponents): WorkWatch {
  const { mempool, evidence, service, state, onWork } = components;
  const due = createDueWatch(components, look);
  let newestEvent = { count: 0n, since: 0n };
  let pending = false;
  let here = '';
  let viewsSeen = 0n;

  function hasWork(): boolean {
    const { view, config } = state();
    const now = `${config.epoch}/${view}`;
    if (now !== here) viewsSeen++;
    here = now;
    const open = [...service.executed()].filter((executed) => mayBecomeFinal(state(), executed));
    const isDue = due.isPending(open, viewsSeen);
    return isDue || evidence.isPending(open) || isEventPending(open) || isReady(open);
  }

  function isReady(open: readonly ExecutedBlock[]): boolean {
    if (mempool.size() === 0) return false;
    const included = new Set(open.flatMap((executed) => executed.transactions).map(hashOf));
    for (const entry of mempool.ready()) {
      if (included.has(entry.hash)) continue;
      entry.countedSince ??= viewsSeen;
      if (viewsSeen - entry.countedSince < MAX_WORK_VIEWS) return true;
    }
    return false;
  }

  /** Views are counted from the newest event: those before it wait for the same block. */
  function isEventPending(open: readonly ExecutedBlock[]): boolean {
    const agreed = components.agreedInbox?.() ?? 0n;
    if (agreed > newestEvent.count) newestEvent = { count: agreed, since: viewsSeen };
    if (agreed === 0n || viewsSeen - newestEvent.since >= MAX_WORK_VIEWS) return false;
    return !open.some(({ block }) => block.header.inboxCount >= agreed);
  }

  function look(): void {
    const now = hasWork();
    if (now === pending) return;
    pending = now;
    onWork(now);
  }

  return { look, stop: due.stop };
}

/** Knows when a module needs a block next, and looks again at that time. */
function createDueWatch(
  { chain, service, clock }: Pick<WorkWatchComponents, 'chain' | 'service' | 'clock'>,
  look: () => void,
) {
  let tree: StateTree | undefined;
  let dueMs: number | undefined;
  let since: bigint | undefined;
  let cancel: (() => void) | undefined;

  /** A state that is another may need another block, for which all views count anew. */
  function read(newest: StateTree): void {
    if (newest === tree) return;
    tree = newest;
    const next = readState(chain, newest).dueMs();
    if (next === dueMs) return;
    dueMs = next;
    since = undefined;
    disarm();
  }

  function arm(waitMs: number): void {
    cancel ??= clock.after(waitMs, () => {
      cancel = undefined;
      look();
    });
  }

  function disarm(): void {
    cancel?.();
    cancel = undefined;
  }

  return {
    isPending(open: readonly ExecutedBlock[], viewsSeen: bigint): boolean {
      read(newestOf(open)?.tree ?? service.final().tree);
      if (dueMs === undefined) return false;
      const waitMs = dueMs - clock.wallMs();
      if (waitMs > 0) {
        arm(waitMs);
        return false;
      }
      since ??= viewsSeen;
      return viewsSeen - since < MAX_WORK_VIEWS;
    },
    stop: disarm,
  };
}

function newestOf(open: readonly ExecutedBlock[]): ExecutedBlock | undefined {
  return open.reduce<ExecutedBlock | undefined>(
    (newest, each) =>
      newest && newest.block.header.height >= each.block.header.height ? newest : each,
    undefined,
  );
}

/** Whether a block is on a branch that was not given up. */
function mayBecomeFinal({ views, config }: EngineState, { block }: ExecutedBlock): boolean {
  const { epoch, view } = block.header;
  return epoch !== config.epoch || !views.get(view)?.certificates[NULLIFY];
}

function hashOf({ hash }: { hash: Hash }): Hash {
  return hash;
}
