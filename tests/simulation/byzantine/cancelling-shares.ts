import type { ConsensusMessage } from '../../../lib/consensus/types.ts';
import { messageOf } from '../verify-messages.ts';
import type { Actor, Mask } from './actor.ts';

/**
 * Two validators spoil their shares by opposite amounts: each share is bad alone, and the sum of
 * both is good.
 */
export function createCancellingShares(mask: Mask): Actor {
  const isFirst = mask.accomplices.every((other) => mask.validator < other);
  return {
    speak: (message): ConsensusMessage[] => {
      if (message.type !== 'vote') return [message];
      const { chain, signatures } = mask;
      const { vote } = message;
      const amount = signatures.sign(NOBODY, messageOf(chain.genesisHash, vote.statement));
      const spoilt = isFirst ? amount : signatures.negate(amount);
      const signature = signatures.aggregate([vote.signature, spoilt]);
      if (!signature) return [message];
      mask.acted();
      return [{ type: 'vote', vote: { ...vote, signature } }];
    },
  };
}

const NOBODY = 1_000;
