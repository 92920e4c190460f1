import type { Actor, Mask } from './actor.ts';

/** Shows its block to a single other node, and gives it to nobody who asks. */
export function createWithholdingLeader(mask: Mask): Actor {
  return {
    speak: (message, to) => {
      if (message.type !== 'proposal') return [message];
      const { view, vote } = message.proposal;
      if (to === mask.peers[Number(view) % mask.peers.length]) return [message];
      mask.acted();
      return [{ type: 'vote', vote }];
    },
    answers: (packet) => packet.type !== 'block' && packet.type !== 'range',
  };
}
