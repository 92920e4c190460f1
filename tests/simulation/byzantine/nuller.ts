import { FINALIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import { type Actor, type Mask, signVote, voteMessages } from './actor.ts';

/** Nullifies and finalizes each view: what would break safety if a third did it. */
export function createNuller(mask: Mask): Actor {
  return {
    speak: (message) => {
      if (message.type !== 'vote' || message.vote.statement.kind === NULLIFY) return [message];
      const { view, digest } = message.vote.statement;
      mask.acted();
      const both = [
        signVote(mask, NULLIFY, view, ZERO_HASH),
        signVote(mask, FINALIZE, view, digest),
      ];
      return [message, ...voteMessages(both)];
    },
  };
}
