import type { ActionContext } from '../../chain/module.ts';
import { nothingChanges, ownPost } from './errors.ts';
import type { VoteFields } from './messages.ts';
import { getParameters, type QaParameters } from './parameters.ts';
import { assertShown, getVote, postOf, setPost, setVote } from './posts.ts';
import { addTo, countFavour, countToday } from './profiles.ts';
import { authorOf, type Post, type Vote } from './records.ts';

/**
 * One vote of an account on a post, which may change its mind: points that moved with the vote
 * before are moved back first, whatever became of them meanwhile.
 */
export function vote(context: ActionContext, fields: VoteFields): void {
  const { store, sender, block } = context;
  const { post: id, vote: choice } = fields;
  const isUp = choice === 'up';
  const privilege = { up: 'vote-up', down: 'vote-down' } as const;
  countToday(context, 'votes', choice === 'none' ? undefined : privilege[isUp ? 'up' : 'down']);
  const post = postOf(store, id, 'question', 'answer');
  assertShown(store, id, post);
  const author = authorOf(post);
  if (author === sender) throw ownPost();
  const before = getVote(store, id, sender);
  const now = before ? (before.isUp ? 'up' : 'down') : 'none';
  if (now === choice) throw nothingChanges();

  const without = before ? counted(post, before.isUp, -1) : post;
  if (before) movePoints(context, author, before, -1n);
  const after: Vote | undefined =
    choice === 'none'
      ? undefined
      : {
          ...{ isUp, atMs: block.timestampMs },
          ...pointsOfVote(getParameters(store), post, isUp, countFavour(context, author)),
        };
  if (after) movePoints(context, author, after, 1n);
  setVote(store, id, sender, after);
  setPost(store, id, after ? counted(without, isUp, 1) : without);
  context.emit('voted', { post: id, by: sender, vote: choice });
}

/** None beyond what one account may move for another in a day: the vote counts all the same. */
function pointsOfVote(
  { questionUp, answerUp, down, downVoter }: QaParameters,
  { kind }: Post,
  isUp: boolean,
  isFavour: boolean,
): Pick<Vote, 'authorPoints' | 'voterPoints'> {
  if (!isFavour) return { authorPoints: 0n, voterPoints: 0n };
  if (!isUp) return { authorPoints: down, voterPoints: downVoter };
  return { authorPoints: kind === 'question' ? questionUp : answerUp, voterPoints: 0n };
}

function movePoints(
  { store, sender }: ActionContext,
  author: ReturnType<typeof authorOf>,
  { isUp, authorPoints, voterPoints }: Vote,
  sign: 1n | -1n,
): void {
  addTo(store, author, { [isUp ? 'gained' : 'lost']: sign * authorPoints });
  if (voterPoints > 0n) addTo(store, sender, { lost: sign * voterPoints });
}

function counted(post: Post, isUp: boolean, sign: 1 | -1): Post {
  return isUp ? { ...post, ups: post.ups + sign } : { ...post, downs: post.downs + sign };
}
