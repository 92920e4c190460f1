import { DELTA_MS, GUARD_PATIENCE_MS } from '../../core/limits.ts';
import type { Clock } from '../ports.ts';

export interface KeyGuardOptions {
  clock: Clock;
  /** False where nobody else votes, so that there is nobody to ask. */
  needsPeers: boolean;
  /** Blocks are missing that neighbours say they have, and what they tell of the key's votes. */
  isBehind(): boolean;
  finalHeight(): bigint;
  /** Asks a neighbour for votes that it saw of this node's key. */
  askOwnVotes(peer: string): void;
  onPassed(): void;
}

export interface KeyGuard {
  hasPassed(): boolean;
  /** Asks a neighbour, while the guard lasts. */
  connected(peer: string): void;
  stop(): void;
}

/**
 * A second instance of this key may be running: after a restart its votes, if peers hold any, come
 * in before this node signs anything, and so do the blocks that count them. Listening begins with
 * the first neighbour. Neighbours who promise blocks and send none are not waited for. The node
 * goes from one epoch to the next without a guard.
 */
export function guardKey(options: KeyGuardOptions): KeyGuard {
  const { clock, needsPeers, isBehind, finalHeight, askOwnVotes, onPassed } = options;
  let hasPassed = false;
  let cancel: (() => void) | undefined;
  let reached = finalHeight();
  let reachedAtMs = clock.monotonicMs();

  function listen(): void {
    if (cancel) return;
    reachedAtMs = clock.monotonicMs();
    cancel = clock.after(2 * DELTA_MS[0], look);
  }

  function look(): void {
    if (finalHeight() > reached) {
      reached = finalHeight();
      reachedAtMs = clock.monotonicMs();
    }
    if (isBehind() && clock.monotonicMs() - reachedAtMs < GUARD_PATIENCE_MS) {
      cancel = clock.after(DELTA_MS[0], look);
      return;
    }
    hasPassed = true;
    onPassed();
  }

  if (!needsPeers) listen();
  return {
    hasPassed: () => hasPassed,
    connected(peer) {
      if (hasPassed) return;
      listen();
      askOwnVotes(peer);
    },
    stop: () => cancel?.(),
  };
}
