import { DELTA_MS } from '../../core/limits.ts';
import type { Clock } from '../ports.ts';

export interface KeyGuardOptions {
  clock: Clock;
  /** False where nobody else votes, so that there is nobody to ask. */
  needsPeers: boolean;
  /** Blocks are missing, and what they tell of the key's votes. */
  isBehind(): boolean;
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
 * the first neighbour. The node goes from one epoch to the next without a guard.
 */
export function guardKey(options: KeyGuardOptions): KeyGuard {
  const { clock, needsPeers, isBehind, askOwnVotes, onPassed } = options;
  let hasPassed = false;
  let cancel: (() => void) | undefined;

  function listen(): void {
    cancel ??= clock.after(2 * DELTA_MS[0], look);
  }

  function look(): void {
    if (isBehind()) {
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
