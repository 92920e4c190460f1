import type { ActionContext } from '../../chain/module.ts';
import { MAX_FLAGS_PER_POST } from '../../core/module-limits.ts';
import { flagsFull, hidden, nothingChanges, ownPost } from './errors.ts';
import type { FlagFields, HideFields } from './messages.ts';
import { getParameters } from './parameters.ts';
import { getFlags, postOf, setFlags, setPost } from './posts.ts';
import { countToday } from './profiles.ts';
import { authorOf } from './records.ts';

/** Once for each account and post. Enough of them hide it, until somebody who may has decided. */
export function flag(context: ActionContext, { post: id, reason }: FlagFields): void {
  const { store, sender, block } = context;
  countToday(context, 'flags', 'flag');
  const post = postOf(store, id);
  if (authorOf(post) === sender) throw ownPost();
  if (post.isHidden) throw hidden(id);
  const before = getFlags(store, id);
  if (before.some(({ by }) => by === sender)) throw nothingChanges();
  if (before.length >= MAX_FLAGS_PER_POST) throw flagsFull();
  const flags = [...before, { by: sender, atMs: block.timestampMs, reason }];
  const isHidden = !post.isReviewed && flags.length >= Number(getParameters(store).flagsToHide);
  setFlags(store, id, flags);
  setPost(store, id, { ...post, flags: flags.length, isHidden });
  context.emit('flagged', { post: id, by: sender });
  if (isHidden) context.emit('hidden', { post: id, by: sender, hidden: true });
}

/** Whoever may decides, and may decide otherwise later; flags have no say from then on. */
export function hide(context: ActionContext, { post: id, hidden: isHidden }: HideFields): void {
  const { store, sender } = context;
  countToday(context, 'hides', 'hide');
  const post = postOf(store, id);
  if (post.isReviewed && post.isHidden === isHidden) throw nothingChanges();
  setPost(store, id, { ...post, isHidden, isReviewed: true });
  context.emit('hidden', { post: id, by: sender, hidden: isHidden });
}
