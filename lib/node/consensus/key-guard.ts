import type { Header } from '../../chain/header.ts';
import { DELTA_MS, GUARD_PATIENCE_MS } from '../../core/limits.ts';
import type { Clock } from '../ports.ts';

export interface KeyGuardOptions {
  clock: Clock;
  /** False where nobody else votes, so that there is nobody to ask. */
  needsPeers: boolean;
  /** Blocks are missing that neighbours say they have, and what they tell of the key's votes. */
  isBehind(): boolean;
  /** The newest final block. */
  final(): Pick<Header, 'height' | 'timestampMs'>;
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
 * the first neighbour. Neighbours who promise blocks and send none are not waited for: not for
 * long, and not at all once a block is final here that was made after listening began, for then
 * nothing older is missing. The node goes from one epoch to the next without a guard.
 */
export function guardKey(options: KeyGuardOptions): KeyGuard {
  const { clock, needsPeers, isBehind, final, askOwnVotes, onPassed } = options;
  let hasPassed = false;
  let cancel: (() => void) | undefined;
  let reached = final().height;
  let reachedAtMs = clock.monotonicMs();
  let listensSinceMs = clock.wallMs();

  function listen(): void {
    if (cancel) return;
    reachedAtMs = clock.monotonicMs();
    listensSinceMs = clock.wallMs();
    cancel = clock.after(2 * DELTA_MS[0], look);
  }

  function look(): void {
    const { height, timestampMs } = final();
    if (height > reached) {
      reached = height;
      reachedAtMs = clock.monotonicMs();
    }
    const isPatient = clock.monotonicMs() - reachedAtMs < GUARD_PATIENCE_MS;
    if (isBehind() && isPatient && timestampMs < listensSinceMs) {
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
