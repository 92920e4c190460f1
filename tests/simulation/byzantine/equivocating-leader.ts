import type { Proposal } from '../../../lib/consensus/types.ts';
import { type Actor, changedProposal, type Mask } from './actor.ts';

/** Proposes one block to some and another, just as valid, to the others. */
export function createEquivocatingLeader(mask: Mask): Actor {
  const seconds = new WeakMap<Proposal, Proposal>();
  return {
    speak: (message, to) => {
      if (message.type !== 'proposal' || to % 2 === 0) return [message];
      const { proposal } = message;
      const timestampMs = proposal.block.header.timestampMs + 1;
      const second = seconds.get(proposal) ?? changedProposal(mask, proposal, { timestampMs });
      if (!second) return [message];
      seconds.set(proposal, second);
      mask.acted();
      return [{ type: 'proposal', proposal: second }];
    },
  };
}
