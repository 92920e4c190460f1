import type { EntryChange, ModuleIndex } from '../../chain/module.ts';
import type { Hash } from '../../core/bytes.ts';
import { type ContentNumbers, createContentNumbers } from './index-contents.ts';
import { createLedgerIndex, type LedgerIndex } from './index-ledger.ts';
import { createPeopleIndex, type PeopleIndex } from './index-people.ts';
import { createPostIndex, type PostIndex } from './index-posts.ts';
import { indexQueries } from './index-queries.ts';
import type { PostRow } from './index-row.ts';
import { createSearchIndex, type SearchIndex } from './index-search.ts';
import { createTagIndex, type TagIndex } from './index-tags.ts';
import { readKey } from './keys.ts';
import {
  contentFromBytes,
  currentOf,
  postFromBytes,
  profileFromBytes,
  redemptionFromBytes,
  storedFromBytes,
  voteFromBytes,
} from './records.ts';

/** All that the index of the module keeps; what it is for, each part says. */
export interface QaIndex {
  contents: ContentNumbers;
  posts: PostIndex;
  search: SearchIndex;
  people: PeopleIndex;
  ledger: LedgerIndex;
  tags: TagIndex;
}

/** Entries may come in any order: each part waits for what belongs together. See README.md. */
export function createQaIndex(): ModuleIndex {
  const contents = createContentNumbers();
  const tags = createTagIndex();
  const posts = createPostIndex();
  const search = createSearchIndex();
  const people = createPeopleIndex();
  const ledger = createLedgerIndex();

  function putPost(id: number, after: Uint8Array | undefined): void {
    const old = posts.get(id);
    const before = shownOf(old);
    const post = after && postFromBytes(after);
    posts.put(id, post, post ? contents.hold(currentOf(post).content) : 0);
    ledger.putAcceptance(id, post?.accepted);
    const row = posts.get(id);
    const now = shownOf(row);
    if (old?.content !== row?.content) {
      if (old?.kind === 'question') tags.hide(old.content, id);
      if (row?.kind === 'question') tags.show(row.content, id);
    }
    if (before?.content !== now?.content) {
      if (before) search.hide(before.content, before.question);
      if (now) search.show(now.content, now.question);
    }
    if (old) contents.release(old.content);
  }

  /** One more or one less that refers to it does not change what it says. */
  function putContent(hash: Hash, { before, after }: EntryChange): void {
    if (before && after) return;
    const bytes = after ?? before;
    if (!bytes) return;
    const said = contentFromBytes(storedFromBytes(bytes).content);
    const content = contents.hold(hash);
    if (after) {
      search.addContent(content, said);
      tags.addContent(content, said.tags);
      return;
    }
    search.removeContent(content, said);
    tags.removeContent(content);
    // Also what the state held until now.
    contents.release(content);
    contents.release(content);
  }

  function put(change: EntryChange): void {
    const key = readKey(change.key);
    const { after } = change;
    if (key.kind === 'post') putPost(Number(key.id), after);
    else if (key.kind === 'content') putContent(key.hash, change);
    else if (key.kind === 'vote') {
      ledger.putVote(Number(key.id), key.account, after && voteFromBytes(after));
    } else if (key.kind === 'profile') people.put(key.account, after && profileFromBytes(after));
    else if (key.kind === 'redemption') {
      ledger.putRedemption(key.account, Number(key.index), after && redemptionFromBytes(after));
    }
  }

  return {
    apply(changes) {
      for (const change of changes) put(change);
    },
    queries: indexQueries({ contents, posts, search, people, ledger, tags }),
  };
}

/** Under which question search finds what a post says; comments are not searched. */
function shownOf(row: PostRow | undefined): { question: number; content: number } | undefined {
  if (!row || row.isHidden || row.kind === 'comment') return undefined;
  return { question: row.kind === 'question' ? row.id : row.parent, content: row.content };
}
