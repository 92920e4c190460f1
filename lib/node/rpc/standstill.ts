import { deltaMs } from '../../consensus/timing.ts';
import { STANDSTILL_MS } from '../../core/limits.ts';
import type { NodeView } from './node-view.ts';

/**
 * Tells for how many milliseconds work has waited without a final block, once the view that should
 * bring it is STANDSTILL_MS late: a quorum that is there ends even the view of an absent leader.
 */
export function createStandstill(node: NodeView): () => number | undefined {
  let sinceMs: number | undefined;
  let lookedMs = 0;

  /** Whoever did not look for long, because the machine slept, missed what became final. */
  function look(): void {
    const nowMs = node.clock.monotonicMs();
    const hasSlept = nowMs - lookedMs > STANDSTILL_MS;
    if (!waits(node)) sinceMs = undefined;
    else if (sinceMs === undefined || hasSlept) sinceMs = nowMs;
    lookedMs = nowMs;
  }
  node.events.status.on(look);
  node.events.final.on(() => {
    sinceMs = undefined;
  });

  return () => {
    look();
    const state = node.session()?.state();
    if (sinceMs === undefined || !state) return undefined;
    const nowMs = node.clock.monotonicMs();
    const dueMs = Math.max(sinceMs, state.enteredAt) + 2 * deltaMs(state);
    return nowMs - dueMs > STANDSTILL_MS ? nowMs - sinceMs : undefined;
  };
}

/** Whether a node that is up to date and among others has seen a reason for a final block. */
function waits(node: NodeView): boolean {
  const session = node.session();
  if (node.run() !== 'running' || !session) return false;
  if (!session.bearings.hasHeard() || session.sync.isCatchingUp()) return false;
  const { workPending, armedAt } = session.state();
  const { chain } = session;
  const hasOpenBlock = chain.best().height > chain.final().header.height;
  const hasWork = workPending || armedAt !== undefined || hasOpenBlock;
  return hasWork && node.peers().length > 0;
}
