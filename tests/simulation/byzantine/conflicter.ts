import { NULLIFY } from '../../../lib/chain/statement.ts';
import type { Vote } from '../../../lib/consensus/types.ts';
import { type Actor, type Mask, randomHash, signVote, voteMessages } from './actor.ts';

/** Votes for a second block with each vote for a block. */
export function createConflicter(mask: Mask): Actor {
  const others = new WeakMap<Vote, Vote>();
  return {
    speak: (message) => {
      if (message.type !== 'vote' || message.vote.statement.kind === NULLIFY) return [message];
      const { kind, view } = message.vote.statement;
      const other = others.get(message.vote) ?? signVote(mask, kind, view, randomHash(mask.random));
      if (!other) return [message];
      others.set(message.vote, other);
      mask.acted();
      return [message, ...voteMessages([other])];
    },
  };
}
