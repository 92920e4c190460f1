import { errorObjectFrom, WeftError } from '../../core/errors.ts';
import { WORKER_HEALTHY_MS, WORKER_RESTART_DELAY_MS } from '../../core/limits.ts';
import type { Clock } from '../../node/ports.ts';
import type { RunningNode } from './start-node.ts';

export interface NodeHostEvents {
  /** A node runs: clients may connect. */
  onUp(node: RunningNode): void;
  /** No node runs. `restarting` when another is on its way. */
  onDown(error: WeftError, restarting: boolean): void;
}

/**
 * Keeps one node running: starts it again after a fault, but only once in WORKER_HEALTHY_MS, so
 * that a node that cannot run does not spin. The result stops it.
 */
export function hostNode(
  start: (onFault: (error: WeftError) => void) => RunningNode,
  clock: Clock,
  events: NodeHostEvents,
): () => Promise<void> {
  let node: RunningNode | undefined;
  let restartedAtMs: number | undefined;
  let cancelRestart = () => {};
  let stopped = false;

  function up(): void {
    try {
      node = start(down);
      events.onUp(node);
    } catch (thrown) {
      down(WeftError.fromObject(errorObjectFrom(thrown)));
    }
  }

  function down(error: WeftError): void {
    node = undefined;
    if (stopped) return;
    const nowMs = clock.monotonicMs();
    const restarting = restartedAtMs === undefined || nowMs - restartedAtMs >= WORKER_HEALTHY_MS;
    events.onDown(error, restarting);
    if (!restarting) return;
    restartedAtMs = nowMs;
    cancelRestart = clock.after(WORKER_RESTART_DELAY_MS, up);
  }

  up();
  return async () => {
    stopped = true;
    cancelRestart();
    await node?.stop();
  };
}
