import type { EntryChange, ModuleIndex } from '../../chain/module.ts';
import type { Hash } from '../../core/bytes.ts';
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
  postFromBytes,
  profileFromBytes,
  redemptionFromBytes,
  storedFromBytes,
  voteFromBytes,
} from './records.ts';

/** All that the index of the module keeps; what it is for, each part says. */
export interface QaIndex {
  posts: PostIndex;
  search: SearchIndex;
  people: PeopleIndex;
  ledger: LedgerIndex;
  tags: TagIndex;
}

/** Entries may come in any order: each part waits for what belongs together. See README.md. */
export function createQaIndex(): ModuleIndex {
  const tags = createTagIndex();
  const posts = createPostIndex();
  const search = createSearchIndex();
  const people = createPeopleIndex();
  const ledger = createLedgerIndex();

  function putPost(id: number, after: Uint8Array | undefined): void {
    const old = posts.get(id);
    const before = shownOf(old);
    const post = after && postFromBytes(after);
    posts.put(id, post);
    ledger.putAcceptance(id, post?.accepted);
    const row = posts.get(id);
    const now = shownOf(row);
    if (old?.content !== row?.content) {
      if (old?.kind === 'question') tags.hide(old.content, id);
      if (row?.kind === 'question') tags.show(row.content, id);
    }
    if (before?.content === now?.content) return;
    if (before) search.hide(before.content, before.question);
    if (now) search.show(now.content, now.question);
  }

  /** One more or one less that refers to it does not change what it says. */
  function putContent(hash: Hash, { before, after }: EntryChange): void {
    if (before && after) return;
    const bytes = after ?? before;
    if (!bytes) return;
    const content = contentFromBytes(storedFromBytes(bytes).content);
    if (after) search.addContent(hash, content);
    else search.removeContent(hash, content);
    if (after) tags.addContent(hash, content.tags);
    else tags.removeContent(hash);
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
    queries: indexQueries({ posts, search, people, ledger, tags }),
  };
}

/** Under which question search finds what a post says; comments are not searched. */
function shownOf(row: PostRow | undefined): { question: number; content: Hash } | undefined {
  if (!row || row.isHidden || row.kind === 'comment') return undefined;
  return { question: row.kind === 'question' ? row.id : row.parent, content: row.content };
}
