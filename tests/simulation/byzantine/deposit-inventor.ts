import { mayFollowInbox } from '../../../lib/chain/block-context.ts';
import { depositOf } from '../ethereum/inbox-chain.ts';
import type { Actor, Mask } from './actor.ts';
import { replaceInbox } from './replace-inbox.ts';

/** As leader, tells of a deposit that nobody made, alone or after those that were. */
export function createDepositInventor(mask: Mask): Actor {
  return replaceInbox(mask, (parent, view) => {
    if (!mayFollowInbox(parent, view)) return undefined;
    const told = mask.random.chance(50) ? mask.ethereum.after(parent.inboxCount) : [];
    return [...told, depositOf(Number(parent.inboxCount) + told.length + 1, true)];
  });
}
