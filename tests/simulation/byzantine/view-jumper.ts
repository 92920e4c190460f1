import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import { type Actor, type Mask, signVote, voteMessages } from './actor.ts';

/** Votes and proposes in views that nobody has reached. */
export function createViewJumper(mask: Mask): Actor {
  return {
    speak: (message) => {
      const jump = BigInt(mask.random.pick([1, 2, 4, 5, 1_000, 1_000_000]));
      if (message.type === 'certificate') return [message];
      mask.acted();
      if (message.type === 'proposal') {
        const view = message.proposal.view + jump;
        return [message, { type: 'proposal', proposal: { ...message.proposal, view } }];
      }
      const { statement } = message.vote;
      const view = statement.view + jump;
      const { digest } = statement;
      const votes = [signVote(mask, NULLIFY, view, ZERO_HASH)];
      if (digest !== ZERO_HASH) {
        votes.push(signVote(mask, NOTARIZE, view, digest), signVote(mask, FINALIZE, view, digest));
      }
      return [message, ...voteMessages(votes)];
    },
  };
}
