import { NULLIFY } from '../../../lib/chain/statement.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import { type Actor, type Mask, signVote, voteMessages } from './actor.ts';

/** Sends votes in the name of others: some with its own share, some that they really signed. */
export function createImpersonator(mask: Mask): Actor {
  return {
    speak: (message) => {
      const here = mask.here();
      if (message.type !== 'vote' || !here) return [message];
      mask.acted();
      const signer = mask.random.between(0, here.epoch.committee.length - 1);
      const { statement } = message.vote;
      const nullify = signVote(mask, NULLIFY, statement.view, ZERO_HASH);
      const forged = [message.vote, ...(nullify ? [nullify] : [])];
      return [message, ...voteMessages(forged.map((vote) => ({ ...vote, signer })))];
    },
    hear: (from, message) => {
      if (message.type === 'vote' && mask.random.chance(10)) {
        const to = mask.random.pick(mask.peers);
        if (to !== from) mask.send(to, message);
      }
      return true;
    },
  };
}
