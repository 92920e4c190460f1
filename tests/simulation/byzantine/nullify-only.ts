import { NULLIFY } from '../../../lib/chain/statement.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import { type Actor, type Mask, signVote, voteMessages } from './actor.ts';

/** Gives every view up at once and proposes nothing. */
export function createNullifyOnly(mask: Mask): Actor {
  return {
    speak: (message) => {
      if (message.type === 'certificate') return [message];
      const { view } = message.type === 'vote' ? message.vote.statement : message.proposal;
      mask.acted();
      return voteMessages([signVote(mask, NULLIFY, view, ZERO_HASH)]);
    },
  };
}
