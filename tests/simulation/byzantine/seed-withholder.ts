import type { Actor, Mask } from './actor.ts';

/** As leader, shows only blocks whose randomness it likes: half of them. */
export function createSeedWithholder(mask: Mask): Actor {
  return {
    speak: (message) => {
      if (message.type !== 'proposal') return [message];
      const isLiked = (BigInt(message.proposal.block.header.mix) & 1n) === 0n;
      if (!isLiked) mask.acted();
      return isLiked ? [message] : [];
    },
  };
}
