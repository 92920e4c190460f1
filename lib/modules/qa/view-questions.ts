import type { ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import { FIRST_COMMENTS } from '../../core/module-limits.ts';
import type { ContentNumbers } from './index-contents.ts';
import { cursorOf } from './index-cursor.ts';
import type { PostIndex } from './index-posts.ts';
import type { PostRow } from './index-row.ts';
import { getContent, getPost } from './posts.ts';
import { authorOf, type Post } from './records.ts';
import { excerptOf, type PostViews } from './view-posts.ts';
import type { AnswerView, CommentList, QuestionSummary, QuestionView } from './views.ts';

type Readable = Pick<ModuleStore, 'get'>;

/** What views of questions are made of. */
export interface QuestionSource {
  store: Readable;
  posts: PostIndex;
  views: PostViews;
}

/** In which order answers come after the accepted one. */
export type AnswersOrder = 'votes' | 'oldest' | 'newest';

export function summaryOf(
  { store, posts, contents, views }: QuestionSource & { contents: ContentNumbers },
  row: PostRow,
): QuestionSummary {
  const { title, tags, text } = getContent(store, contents.hashOf(row.content));
  return {
    ...{ id: BigInt(row.id), title, excerpt: excerptOf(text), tags },
    author: views.author(row.author),
    ...{ askedAtMs: row.createdMs, activeAtMs: posts.activeMsOf(row.id) },
    ...{ score: BigInt(row.score), answers: row.answers, acceptedId: BigInt(row.accepted) },
    ...{ bountyWei: row.bountyWei, isHidden: row.isHidden },
  };
}

export function questionOf(
  source: QuestionSource,
  row: PostRow,
  { order, limit }: { order: AnswersOrder; limit: number },
): QuestionView {
  const { store, posts, views } = source;
  const id = BigInt(row.id);
  const post = postAt(store, row.id);
  const { title, tags } = views.content(post);
  const answers = answersInOrder(posts, row, order);
  const { bounty } = post;
  return {
    ...views.view(id, post),
    ...{ title, tags, acceptedId: BigInt(row.accepted) },
    bounty: bounty ? { ...bounty, from: authorOf(post) } : null,
    comments: commentsOf(source, row.id, 0, FIRST_COMMENTS),
    answersTotal: answers.length,
    answers: answers.slice(0, limit).map((answer) => answerOf(source, row, answer.id)),
  };
}

/** Comments on a post behind one of them, oldest first. */
export function commentsOf(
  { store, posts, views }: QuestionSource,
  post: number,
  after: number,
  limit: number,
): CommentList {
  const ids = posts.commentsOf(post);
  const rest = after === 0 ? ids : ids.filter((id) => id > after);
  const page = rest.slice(0, limit);
  return {
    total: ids.length,
    comments: page.map((id) => views.view(BigInt(id), postAt(store, id))),
    cursor: page.length < rest.length ? cursorOf([page.at(-1) as number]) : null,
  };
}

function answerOf(source: QuestionSource, question: PostRow, id: number): AnswerView {
  const { store, views } = source;
  return {
    ...views.view(BigInt(id), postAt(store, id)),
    isAccepted: question.accepted === id,
    comments: commentsOf(source, id, 0, FIRST_COMMENTS),
  };
}

/** The accepted one first, hidden ones last. */
function answersInOrder(posts: PostIndex, question: PostRow, order: AnswersOrder): PostRow[] {
  const rows = posts.answersOf(question.id).flatMap((id) => posts.get(id) ?? []);
  const group = ({ id, isHidden }: PostRow) => (id === question.accepted ? 0 : isHidden ? 2 : 1);
  return rows.sort((a, b) => group(a) - group(b) || ORDERS[order](a, b));
}

function postAt(store: Readable, id: number): Post {
  const post = getPost(store, BigInt(id));
  assert(post, 'a post that is indexed is in the state');
  return post;
}

const ORDERS: Readonly<Record<AnswersOrder, (a: PostRow, b: PostRow) => number>> = {
  votes: (a, b) => b.score - a.score || a.id - b.id,
  oldest: (a, b) => a.id - b.id,
  newest: (a, b) => b.id - a.id,
};
