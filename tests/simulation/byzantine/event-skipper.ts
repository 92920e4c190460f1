import { mayFollowInbox } from '../../../lib/chain/block-context.ts';
import type { Actor, Mask } from './actor.ts';
import { replaceInbox } from './replace-inbox.ts';

/** As leader, leaves out an event of Ethereum, tells two in the wrong order, or one twice. */
export function createEventSkipper(mask: Mask): Actor {
  return replaceInbox(mask, (parent, view) => {
    const [first, ...rest] = mask.ethereum.after(parent.inboxCount);
    if (!first || !mayFollowInbox(parent, view)) return undefined;
    const [second, ...others] = rest;
    if (!second) return [first, first];
    return mask.random.chance(50) ? rest : [second, first, ...others];
  });
}
