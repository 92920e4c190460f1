import { mayFollowInbox } from '../../../lib/chain/block-context.ts';
import type { Actor, Mask } from './actor.ts';
import { replaceInbox } from './replace-inbox.ts';

/** As leader after a failed view, tells what happened on Ethereum, where no block may. */
export function createEventStuffer(mask: Mask): Actor {
  return replaceInbox(mask, (parent, view) => {
    const told = mask.ethereum.after(parent.inboxCount);
    return told.length === 0 || mayFollowInbox(parent, view) ? undefined : told;
  });
}
