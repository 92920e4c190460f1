import { NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import type { ConsensusMessage } from '../../../lib/consensus/types.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import { type Actor, type Mask, randomHash, signVote, voteMessages } from './actor.ts';

/** Votes on views long past and repeats what others said long ago. */
export function createOutdated(mask: Mask): Actor {
  const { random } = mask;
  const heard: ConsensusMessage[] = [];
  return {
    speak: (message) => {
      if (message.type !== 'vote') return [message];
      mask.acted();
      const view = message.vote.statement.view - BigInt(random.between(1, 70));
      const votes = [
        signVote(mask, NULLIFY, view, ZERO_HASH),
        signVote(mask, NOTARIZE, view, randomHash(random)),
      ];
      const old = heard.length > 0 ? [random.pick(heard)] : [];
      return [message, ...voteMessages(votes), ...old];
    },
    hear: (_from, message) => {
      if (heard.length < MAX_REMEMBERED) heard.push(message);
      else heard[random.between(0, MAX_REMEMBERED - 1)] = message;
      return true;
    },
  };
}

const MAX_REMEMBERED = 64;
