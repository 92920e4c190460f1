import type { Address, Hash } from '../../core/bytes.ts';
import { createIdLists } from './index-id-lists.ts';
import { createShelf, type Shelf } from './index-shelf.ts';
import { authorOf, createdMsOf, currentOf, type Post } from './records.ts';
import type { QuestionOrder } from './views.ts';

/** What the index keeps of a post; what else it says is read when it is shown. */
export interface PostRow {
  id: number;
  kind: Post['kind'];
  parent: number;
  author: Address;
  score: number;
  createdMs: number;
  /** Of its newest version. */
  changedMs: number;
  content: Hash;
  answers: number;
  accepted: number;
  bountyWei: bigint;
  flags: number;
  isHidden: boolean;
  isReviewed: boolean;
}

/** All posts by id, what hangs on each, and the lists of questions. */
export interface PostIndex {
  get(id: number): PostRow | undefined;
  /** Ids ascending: answers of a question, comments on a post, posts of an author. */
  answersOf(question: number): readonly number[];
  commentsOf(post: number): readonly number[];
  postsOf(author: Address): readonly number[];
  /** Questions whose accepted answer is by the author. */
  acceptedFrom(author: Address): readonly number[];
  /** The newest of its own versions and those of its answers. */
  activeMsOf(question: number): number;
  list(order: QuestionOrder): Pick<Shelf, 'fromTop' | 'has' | 'size'>;
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
  const shelves: Readonly<Record<QuestionOrder, Shelf>> = {
    new: createShelf(),
    active: createShelf(),
    unanswered: createShelf(),
    bounty: createShelf(),
    votes: createShelf(),
  };

  /** One string for all posts of an account. */
  function accountOf(author: Address): Address {
    const known = accounts.get(author) ?? author;
    accounts.set(known, known);
    return known;
  }

  function activeMsOf(question: number): number {
    const row = rows.get(question);
    let activeMs = row?.changedMs ?? 0;
    for (const answer of answers.of(question)) {
      activeMs = Math.max(activeMs, rows.get(answer)?.changedMs ?? 0);
    }
    return activeMs;
  }

  /** An answer may be known before its question. */
  function shelve(id: number): void {
    const row = rows.get(id);
    if (row && row.kind !== 'question') return;
    shelves.new.put(id, row && 0);
    shelves.active.put(id, row && activeMsOf(id));
    shelves.unanswered.put(id, row?.answers === 0 ? 0 : undefined);
    shelves.bounty.put(id, row && row.bountyWei > 0n ? row.bountyWei : undefined);
    shelves.votes.put(id, row?.score);
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
    activeMsOf,
    list: (order) => shelves[order],
    hiddenQuestions: () => hidden.of('all'),
    flagged: () => flagged.of('all'),
    put(id, post) {
      const before = rows.get(id);
      const row = post && rowOf(id, post, accountOf(authorOf(post)));
      if (before) forget(before);
      if (row) remember(row);
      const { kind, parent } = row ?? before ?? {};
      if (kind === 'question') shelve(id);
      if (kind === 'answer') shelve(parent as number);
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
