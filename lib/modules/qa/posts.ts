import type { ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import { type Address, EMPTY_BYTES, type Hash } from '../../core/bytes.ts';
import { keccakHex } from '../../core/keccak.ts';
import { hidden, noSuchPost, wrongKind } from './errors.ts';
import { contentKey, flagsKey, postKey, TOTALS_KEY, voteKey } from './keys.ts';
import {
  bytesFromContent,
  bytesFromFlags,
  bytesFromPost,
  bytesFromStored,
  bytesFromTotals,
  bytesFromVote,
  type Content,
  contentFromBytes,
  type Flag,
  flagsFromBytes,
  type Post,
  type PostKind,
  postFromBytes,
  storedFromBytes,
  type Totals,
  totalsFromBytes,
  type Vote,
  voteFromBytes,
} from './records.ts';

// Reading and writing one entry each. What is written belongs to the action that writes it.

type Readable = Pick<ModuleStore, 'get'>;

export function getPost(store: Readable, id: bigint): Post | undefined {
  const bytes = store.get(postKey(id));
  return bytes && postFromBytes(bytes);
}

/** Throws `qa/no-such-post`, or `qa/wrong-kind` if it is another than those named. */
export function postOf(store: Readable, id: bigint, ...kinds: PostKind[]): Post {
  const post = getPost(store, id);
  if (!post) throw noSuchPost(id);
  if (kinds.length > 0 && !kinds.includes(post.kind)) throw wrongKind(id, post.kind);
  return post;
}

/** Throws `qa/hidden` if the post is, or one that it is about. */
export function assertShown(store: Readable, id: bigint, post: Post): void {
  if (post.isHidden) throw hidden(id);
  if (post.parent !== 0n) assertShown(store, post.parent, postOf(store, post.parent));
}

export function setPost(store: ModuleStore, id: bigint, post: Post): void {
  store.set(postKey(id), bytesFromPost(post));
}

export function deletePost(store: ModuleStore, id: bigint, post: Post): void {
  for (const { content } of post.versions) releaseContent(store, content);
  store.set(flagsKey(id), EMPTY_BYTES);
  store.set(postKey(id), EMPTY_BYTES);
}

/** What has this hash, of a version that a post has. */
export function getContent(store: Readable, hash: Hash): Content {
  const bytes = store.get(contentKey(hash));
  assert(bytes, 'a content that a post has is there');
  return contentFromBytes(storedFromBytes(bytes).content);
}

export function hashOfContent(content: Content, writer: Address): Hash {
  return keccakHex(bytesFromContent(content, writer));
}

/** Keeps a content for one version more of the same writer; the result is its hash. */
export function holdContent(store: ModuleStore, content: Content, writer: Address): Hash {
  const bytes = bytesFromContent(content, writer);
  const hash = keccakHex(bytes);
  const before = store.get(contentKey(hash));
  const references = before ? storedFromBytes(before).references : 0;
  store.set(contentKey(hash), bytesFromStored(references + 1, bytes));
  return hash;
}

/** One version less has it; with the last one it goes. */
export function releaseContent(store: ModuleStore, hash: Hash): void {
  const before = store.get(contentKey(hash));
  assert(before, 'a content that a post has is there');
  const { references, content } = storedFromBytes(before);
  const after = references > 1 ? bytesFromStored(references - 1, content) : EMPTY_BYTES;
  store.set(contentKey(hash), after);
}

export function getVote(store: Readable, id: bigint, account: Address): Vote | undefined {
  const bytes = store.get(voteKey(id, account));
  return bytes && voteFromBytes(bytes);
}

export function setVote(store: ModuleStore, id: bigint, account: Address, vote: Vote | undefined) {
  store.set(voteKey(id, account), vote ? bytesFromVote(vote) : EMPTY_BYTES);
}

export function getFlags(store: Readable, id: bigint): Flag[] {
  const bytes = store.get(flagsKey(id));
  return bytes ? flagsFromBytes(bytes) : [];
}

export function setFlags(store: ModuleStore, id: bigint, flags: readonly Flag[]): void {
  store.set(flagsKey(id), bytesFromFlags(flags));
}

export function getTotals(store: Readable): Totals {
  const bytes = store.get(TOTALS_KEY);
  assert(bytes, 'totals are there since genesis');
  return totalsFromBytes(bytes);
}

export function setTotals(store: ModuleStore, totals: Totals): void {
  store.set(TOTALS_KEY, bytesFromTotals(totals));
}
