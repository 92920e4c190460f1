import { DELTA_MS } from '../../core/limits.ts';
import type { Clock } from '../ports.ts';

export interface KeyGuardOptions {
  clock: Clock;
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
 * in before this node signs anything. The node goes from one epoch to the next without a guard.
 */
export function guardKey({ clock, askOwnVotes, onPassed }: KeyGuardOptions): KeyGuard {
  let hasPassed = false;
  const stop = clock.after(2 * DELTA_MS[0], () => {
    hasPassed = true;
    onPassed();
  });
  return {
    hasPassed: () => hasPassed,
    connected(peer) {
      if (!hasPassed) askOwnVotes(peer);
    },
    stop,
  };
}
