import type { ActionContext } from '../../chain/module.ts';
import { MAX_FLAGS_PER_POST } from '../../core/module-limits.ts';
import { flagsFull, flagsPaused, hidden, nothingChanges, ownPost } from './errors.ts';
import type { FlagFields, HideFields } from './messages.ts';
import { getParameters } from './parameters.ts';
import { getFlags, postOf, setFlags, setPost } from './posts.ts';
import { countToday, profileOf, setProfile } from './profiles.ts';
import { authorOf, type Flag, type Post, pointsOf } from './records.ts';

/** Once for each account and post. Enough of them hide it, until somebody who may has decided. */
export function flag(context: ActionContext, { post: id, reason }: FlagFields): void {
  const { store, sender, block } = context;
  countToday(context, 'flags', 'flag');
  const { flagsFromMs } = profileOf(store, sender);
  if (block.timestampMs < flagsFromMs) throw flagsPaused(flagsFromMs);
  const post = postOf(store, id);
  if (authorOf(post) === sender) throw ownPost();
  if (post.isHidden) throw hidden(id);
  const before = getFlags(store, id);
  if (before.some(({ by }) => by === sender)) throw nothingChanges();
  if (before.length >= MAX_FLAGS_PER_POST) throw flagsFull();
  const flags = [...before, { by: sender, atMs: block.timestampMs, reason }];
  const isHidden = !post.isReviewed && areEnough(context, post, flags);
  setFlags(store, id, flags);
  setPost(store, id, { ...post, flags: flags.length, isHidden });
  context.emit('flagged', { post: id, by: sender });
  if (isHidden) context.emit('hidden', { post: id, by: sender, hidden: true });
}

/**
 * Whoever may decides, and may decide otherwise later; flags have no say from then on. Those that
 * hid what is shown again were wrong, and cost their accounts the right for a while.
 */
export function hide(context: ActionContext, { post: id, hidden: isHidden }: HideFields): void {
  const { store, sender } = context;
  countToday(context, 'hides', 'hide');
  const post = postOf(store, id);
  if (post.isReviewed && post.isHidden === isHidden) throw nothingChanges();
  if (post.isHidden && !post.isReviewed && !isHidden) pauseFlags(context, getFlags(store, id));
  setPost(store, id, { ...post, isHidden, isReviewed: true });
  context.emit('hidden', { post: id, by: sender, hidden: isHidden });
}

/** So many, of accounts that have more points together than the author. */
function areEnough({ store }: ActionContext, post: Post, flags: readonly Flag[]): boolean {
  if (flags.length < Number(getParameters(store).flagsToHide)) return false;
  const points = flags.reduce((sum, { by }) => sum + pointsOf(profileOf(store, by)), 0n);
  return points > pointsOf(profileOf(store, authorOf(post)));
}

function pauseFlags({ store, block }: ActionContext, flags: readonly Flag[]): void {
  const flagsFromMs = block.timestampMs + Number(getParameters(store).flagPauseDays) * DAY_MS;
  for (const { by } of flags) setProfile(store, by, { ...profileOf(store, by), flagsFromMs });
}

const DAY_MS = 86_400_000;
