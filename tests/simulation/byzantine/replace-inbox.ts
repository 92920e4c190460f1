import { hashOfBlock } from '../../../lib/chain/block.ts';
import type { Header } from '../../../lib/chain/header.ts';
import type { InboxEvent } from '../../../lib/chain/inbox.ts';
import { NOTARIZE } from '../../../lib/chain/statement.ts';
import type { Proposal } from '../../../lib/consensus/types.ts';
import { whenKnown } from '../eventual.ts';
import { type Actor, broadcast, type Mask, signVote } from './actor.ts';

/**
 * Builds each block of its own again, with other events of Ethereum and all else in order, and
 * shows everybody that one; as it was where `eventsFor` gives none.
 */
export function replaceInbox(
  mask: Mask,
  eventsFor: (parent: Header, view: bigint) => readonly InboxEvent[] | undefined,
): Actor {
  const isReplaced = new WeakMap<Proposal, boolean>();

  const replace = ({ view, block, nullifications }: Proposal): boolean => {
    const here = mask.here();
    const { header, body } = block;
    const parent = here && parentIn(here.state, header);
    const inbox = parent && eventsFor(parent, view);
    if (!inbox) return false;
    const { timestampMs } = header;
    const request = { ...body, view, parent, timestampMs, inbox };
    whenKnown(mask, mask.ledger.build(here.epoch, mask.validator, request), (other) => {
      const vote = signVote(mask, NOTARIZE, view, hashOfBlock(other));
      if (!vote) return;
      mask.acted();
      const proposal = { view, block: other, nullifications, vote };
      broadcast(mask, [{ type: 'proposal', proposal }]);
    });
    return true;
  };

  return {
    speak: (message) => {
      if (message.type !== 'proposal' || message.proposal.justify) return [message];
      const { proposal } = message;
      const known = isReplaced.get(proposal) ?? replace(proposal);
      isReplaced.set(proposal, known);
      return known ? [] : [message];
    },
  };
}

function parentIn(
  { floor, blocks }: NonNullable<ReturnType<Mask['here']>>['state'],
  { parentHash }: Header,
): Header | undefined {
  return parentHash === floor.hash ? floor.header : blocks.get(parentHash)?.block.header;
}
