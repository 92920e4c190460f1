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
  put(id: number, post: Post | undefined): void;
}

export function createPostIndex(): PostIndex {
  const rows = new Map<number, PostRow>();
  const accounts = new Map<Address, Address>();
  const answers = createIdLists<number>();
  const comments = createIdLists<number>();
  const byAuthor = createIdLists<Address>();
  const flagged = createIdLists<'all'>();
  const hidden = createIdLists<'all'>();
  const accepting = createIdLists<number>();
  const questions = createQuestionShelves({ get: (id) => rows.get(id), answersOf: answers.of });

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
    rows.delete(id);
  }

  function remember(row: PostRow): void {
    const { id, kind, parent, author, accepted, flags, isHidden, isReviewed } = row;
    rows.set(id, row);
    byAuthor.add(author, id);
    if (flags > 0 && !isReviewed) flagged.add('all', id);
    if (isHidden && kind === 'question') hidden.add('all', id);
    if (kind === 'answer') answers.add(parent, id);
    if (kind === 'comment') comments.add(parent, id);
    if (accepted > 0) accepting.add(accepted, id);
  }

  return {
    get: (id) => rows.get(id),
    answersOf: answers.of,
    commentsOf: comments.of,
    postsOf: byAuthor.of,
    acceptedFrom: (author) => byAuthor.of(author).flatMap((post) => [...accepting.of(post)]),
    activeMsOf: questions.activeMsOf,
    list: questions.list,
    hiddenQuestions: () => hidden.of('all'),
    flagged: () => flagged.of('all'),
    put(id, post) {
      const before = rows.get(id);
      const row = post && rowOf(id, post, accountOf(authorOf(post)));
      if (before) forget(before);
      if (row) remember(row);
      const { kind, parent } = row ?? before ?? {};
      if (kind === 'question') questions.shelve(id);
      if (kind === 'answer') questions.answered(parent as number, row?.changedMs);
    },
  };
}

function rowOf(id: number, post: Post, author: Address): PostRow {
  const { kind, parent, ups, downs, answers, accepted, bounty } = post;
  const { flags, isHidden, isReviewed } = post;
  const { content, atMs } = currentOf(post);
  return {
    ...{ id, kind, parent: Number(parent), author, score: ups - downs },
    ...{ createdMs: createdMsOf(post), changedMs: atMs, content, answers },
    ...{ accepted: Number(accepted?.answer ?? 0n), bountyWei: bounty?.amountWei ?? 0n },
    ...{ flags, isHidden, isReviewed },
  };
}
