import { STANDSTILL_MS } from '../../core/limits.ts';
import type { NodeView } from './node-view.ts';

/**
 * Tells for how many milliseconds work has waited without a final block, once that is longer than
 * STANDSTILL_MS. Others seem to be away then, for a quorum that is there needs a second or a few.
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
    if (sinceMs === undefined) return undefined;
    const elapsedMs = node.clock.monotonicMs() - sinceMs;
    return elapsedMs > STANDSTILL_MS ? elapsedMs : undefined;
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
