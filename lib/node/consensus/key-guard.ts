import type { Vote } from '../../consensus/types.ts';
import { DELTA_MS } from '../../core/limits.ts';
import type { AskPeers } from '../peers/ask-peers.ts';
import type { Clock } from '../ports.ts';

export interface KeyGuardOptions {
  /** Index of the validator in the committee. */
  self: number;
  clock: Clock;
  ask: AskPeers;
  floorView: () => bigint;
  onVote(vote: Vote, peer: string): void;
  onPassed(): void;
}

export interface KeyGuard {
  /** Asks a neighbour, while the guard lasts. */
  connected(peer: string): void;
  stop(): void;
}

/**
 * A second instance of this key may be running: its votes, if peers hold any, come in before this
 * node signs anything.
 */
export function guardKey(options: KeyGuardOptions): KeyGuard {
  const { self, clock, ask, floorView, onVote, onPassed } = options;
  let isGuarding = true;

  async function askOwnVotes(peer: string): Promise<void> {
    for (const vote of await ask.fetchVotes(peer, self, floorView() + 1n)) {
      if (vote.signer === self) onVote(vote, peer);
    }
  }

  const stop = clock.after(2 * DELTA_MS[0], () => {
    isGuarding = false;
    onPassed();
  });
  return {
    connected(peer) {
      if (isGuarding) void askOwnVotes(peer);
    },
    stop,
  };
}
