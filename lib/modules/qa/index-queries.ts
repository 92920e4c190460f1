import type { ModuleIndex, QueryContext } from '../../chain/module.ts';
import {
  addressIn,
  choiceIn,
  integerIn,
  limitIn,
  optional,
  textIn,
} from '../../chain/query-input.ts';
import { FIRST_ANSWERS, MAX_LISTED_ANSWERS, MAX_LISTED_POSTS } from '../../core/module-limits.ts';
import type { QaIndex } from './create-index.ts';
import { cursorIn } from './index-cursor.ts';
import { answersBy } from './query-answers.ts';
import { flaggedPosts } from './query-flags.ts';
import { ledgerPage } from './query-ledger.ts';
import { listQuestions, similarQuestions } from './query-list.ts';
import { tagCounts } from './query-tags.ts';
import { createPostViews } from './view-posts.ts';
import { commentsOf, questionOf } from './view-questions.ts';
import type { CommentList, QuestionView } from './views.ts';

/** Queries that need more than keys, for callers whose input is not typed. */
export function indexQueries(index: QaIndex): ModuleIndex['queries'] {
  const limitOf = (input: unknown) => limitIn(input, 'limit', MAX_LISTED_POSTS);

  return {
    list: ({ store }, input) =>
      listQuestions(index, store, {
        order: choiceIn(input, 'order', ['new', 'active', 'unanswered', 'bounty', 'votes']),
        tag: optional(input, 'tag', textIn),
        author: optional(input, 'author', addressIn),
        words: optional(input, 'words', textIn),
        account: optional(input, 'account', addressIn),
        input,
        limit: limitOf(input),
      }),
    similar: ({ store }, input) =>
      similarQuestions(index, store, textIn(input, 'title'), limitOf(input)),
    answers: ({ store }, input) =>
      answersBy(index, store, {
        author: addressIn(input, 'author'),
        account: optional(input, 'account', addressIn),
        before: cursorIn(input, 1)?.[0],
        limit: limitOf(input),
      }),
    question: (context, input) => question(index, context, input),
    comments: (context, input) => comments(index, context, input),
    flags: ({ store }, input) =>
      flaggedPosts(index, store, {
        account: optional(input, 'account', addressIn),
        after: Number(cursorIn(input, 1)?.[0] ?? 0n),
        limit: limitOf(input),
      }),
    ledger: ({ store }, input) =>
      ledgerPage(index, store, {
        account: addressIn(input, 'account'),
        after: cursorIn(input, 5),
        limit: limitOf(input),
      }),
    tags: (_, input) => tagCounts(index, optional(input, 'prefix', textIn) ?? '', limitOf(input)),
    people: (_, input) => index.people.list(textIn(input, 'prefix'), limitOf(input)),
  };
}

/** By its own id, or by that of any post about it. */
function question(
  { posts }: QaIndex,
  { store }: QueryContext,
  input: unknown,
): QuestionView | null {
  let row = posts.get(Number(integerIn(input, 'id')));
  while (row && row.kind !== 'question') row = posts.get(row.parent);
  const views = createPostViews(store, optional(input, 'account', addressIn));
  const choose = (from: unknown, name: string) =>
    choiceIn(from, name, ['votes', 'oldest', 'newest']);
  const limitOf = (from: unknown, name: string) => limitIn(from, name, MAX_LISTED_ANSWERS);
  const order = optional(input, 'answersOrder', choose) ?? 'votes';
  const limit = optional(input, 'answersLimit', limitOf) ?? FIRST_ANSWERS;
  return row ? questionOf({ store, posts, views }, row, { order, limit }) : null;
}

function comments({ posts }: QaIndex, { store }: QueryContext, input: unknown): CommentList {
  const post = Number(integerIn(input, 'post'));
  const after = Number(cursorIn(input, 1)?.[0] ?? 0n);
  const views = createPostViews(store, optional(input, 'account', addressIn));
  return commentsOf({ store, posts, views }, post, after, MAX_LISTED_POSTS);
}
