import type { Address } from '../../core/bytes.ts';
import { createIdLists } from './index-id-lists.ts';
import { createQuestionShelves, type QuestionShelves } from './index-question-shelves.ts';
import type { PostRow } from './index-row.ts';
import { authorOf, createdMsOf, currentOf, type Post } from './records.ts';

/** All posts by id, what hangs on each, and the lists of questions. */
export interface PostIndex extends Pick<QuestionShelves, 'activeMsOf' | 'list'> {
  get(id: number): PostRow | undefined;
  /** Ids ascending: answers of a question, comments on a post, posts of an author. */
  answersOf(question: number): readonly number[];
  commentsOf(post: number): readonly number[];
  postsOf(author: Address): readonly number[];
  /** Questions whose accepted answer is by the author. */
  acceptedFrom(author: Address): readonly number[];
  /** Hidden questions, ids ascending. */
  hiddenQuestions(): readonly number[];
  /** Flagged and not judged, ids ascending. */
  flagged(): readonly number[];
  /** With the number of its content. */
  put(id: number, post: Post | undefined, content: number): void;
}

export function createPostIndex(): PostIndex {
  const rows: (PostRow | undefined)[] = [];
  const accounts = new Map<Address, Address>();
  const answers = createIdLists<number>();
  const comments = createIdLists<number>();
  const byAuthor = createIdLists<Address>();
  const flagged = createIdLists<'all'>();
  const hidden = createIdLists<'all'>();
  const accepting = createIdLists<number>();
  const questions = createQuestionShelves({ get: (id) => rows[id], answersOf: answers.of });

  /** One string for all posts of an account. */
  function accountOf(author: Address): Address {
    const known = accounts.get(author) ?? author;
    accounts.set(known, known);
    return known;
  }

  function forget(row: PostRow): void {
    const { id, kind, parent, author, accepted } = row;
    byAuthor.remove(author, id);
    flagged.remove('all', id);
    hidden.remove('all', id);
    if (kind === 'answer') answers.remove(parent, id);
    if (kind === 'comment') comments.remove(parent, id);
    if (accepted > 0) accepting.remove(accepted, id);
    rows[id] = undefined;
  }

  function remember(row: PostRow): void {
    const { id, kind, parent, author, accepted, flags, isHidden, isReviewed } = row;
    // Ids count from 1: without holes it stays a plain array.
    while (rows.length <= id) rows.push(undefined);
    rows[id] = row;
    byAuthor.add(author, id);
    if (flags > 0 && !isReviewed) flagged.add('all', id);
    if (isHidden && kind === 'question') hidden.add('all', id);
    if (kind === 'answer') answers.add(parent, id);
    if (kind === 'comment') comments.add(parent, id);
    if (accepted > 0) accepting.add(accepted, id);
  }

  return {
    get: (id) => rows[id],
    answersOf: answers.of,
    commentsOf: comments.of,
    postsOf: byAuthor.of,
    acceptedFrom: (author) => byAuthor.of(author).flatMap((post) => [...accepting.of(post)]),
    activeMsOf: questions.activeMsOf,
    list: questions.list,
    hiddenQuestions: () => hidden.of('all'),
    flagged: () => flagged.of('all'),
    put(id, post, content) {
      const before = rows[id];
      const row = post && rowOf(id, post, accountOf(authorOf(post)), content);
      if (before) forget(before);
      if (row) remember(row);
      const { kind, parent } = row ?? before ?? {};
      if (kind === 'question') questions.shelve(id);
      if (kind === 'answer') questions.answered(parent as number, row?.changedMs);
    },
  };
}

function rowOf(id: number, post: Post, author: Address, content: number): PostRow {
  // One literal: whatever search reads of a hundred thousand rows has to be of one shape.
  return {
    id,
    kind: post.kind,
    parent: Number(post.parent),
    author,
    score: post.ups - post.downs,
    createdMs: createdMsOf(post),
    changedMs: currentOf(post).atMs,
    content,
    answers: post.answers,
    accepted: Number(post.accepted?.answer ?? 0n),
    bountyWei: post.bounty?.amountWei ?? 0n,
    flags: post.flags,
    isHidden: post.isHidden,
    isReviewed: post.isReviewed,
  };
}
