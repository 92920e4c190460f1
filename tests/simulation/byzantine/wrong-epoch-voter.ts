import { type Actor, type Mask, signVote, voteMessages } from './actor.ts';

/** Signs each vote for the epochs before and after, too. */
export function createWrongEpochVoter(mask: Mask): Actor {
  return {
    speak: (message) => {
      if (message.type !== 'vote') return [message];
      const { kind, epoch, view, digest } = message.vote.statement;
      mask.acted();
      const offsets = epoch > 0n ? [-1n, 1n, 2n] : [1n, 2n];
      const votes = offsets.map((offset) => signVote(mask, kind, view, digest, offset));
      return [message, ...voteMessages(votes)];
    },
  };
}
