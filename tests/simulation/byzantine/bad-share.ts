import type { Actor, Mask } from './actor.ts';

/** Votes with shares over something else: each aggregate they are part of fails. */
export function createBadShare(mask: Mask): Actor {
  return {
    speak: (message) => {
      if (message.type !== 'vote') return [message];
      mask.acted();
      const { statement } = message.vote;
      const other = Uint8Array.of(statement.kind, Number(statement.view & 0xffn));
      const signature = mask.signatures.sign(mask.validator, other);
      return [{ type: 'vote', vote: { ...message.vote, signature } }];
    },
  };
}
