import type { InvariantContext, Module } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import type { Address, Hash } from '../../core/bytes.ts';
import { keccakHex } from '../../core/keccak.ts';
import { MAX_POST_VERSIONS } from '../../core/module-limits.ts';
import { bankOf } from './bank-of.ts';
import { BOUNTY_ACCOUNT, readKey } from './keys.ts';
import { getNameOwner, nameOwnerFromBytes } from './name-owners.ts';
import { getFlags, getTotals, postOf } from './posts.ts';
import {
  authorOf,
  type Post,
  type Profile,
  postFromBytes,
  profileFromBytes,
  redemptionFromBytes,
  storedFromBytes,
  voteFromBytes,
} from './records.ts';

/** What profiles, contents and posts have to say, by what everything else says. */
interface Told {
  profiles: Map<Address, Profile>;
  sums: Map<string, bigint>;
  references: Map<Hash, number>;
  bountiesWei: bigint;
}

/** Points follow from votes, acceptances and redemptions; counts and references are right. */
export const qaInvariants: Module['invariants'] = (context) => {
  const told: Told = {
    profiles: new Map(),
    sums: new Map(),
    references: new Map(),
    bountiesWei: 0n,
  };
  const posts: [bigint, Post][] = [];
  for (const [key, value] of context.entries()) {
    const known = readKey(key);
    if (known.kind === 'post') posts.push([known.id, postFromBytes(value)]);
    else tellEntry(context, told, known, value);
  }
  for (const [id, post] of posts) tellPost(context, told, id, post);
  for (const [id, post] of posts) assertPost(context, told, id, post);
  for (const [account, profile] of told.profiles) assertProfile(context, told, account, profile);
  for (const count of told.references.values()) assert(count === 0, 'contents know who has them');
  const heldWei = bankOf(context).balanceOf(BOUNTY_ACCOUNT);
  assert(heldWei >= told.bountiesWei, 'the coins of all bounties are there');
};

function tellEntry(
  { store }: InvariantContext,
  told: Told,
  known: ReturnType<typeof readKey>,
  value: Uint8Array,
): void {
  if (known.kind === 'content') {
    const { references, content } = storedFromBytes(value);
    assert(keccakHex(content) === known.hash, 'a content is stored by its hash');
    refer(told, known.hash, references);
  } else if (known.kind === 'vote') {
    const { isUp, authorPoints, voterPoints } = voteFromBytes(value);
    const author = authorOf(postOf(store, known.id, 'question', 'answer'));
    assert(author !== known.account, 'nobody votes on a post of his own');
    add(told, `${known.id} ${isUp ? 'ups' : 'downs'}`, 1n);
    add(told, `${author} ${isUp ? 'gained' : 'lost'}`, authorPoints);
    add(told, `${known.account} lost`, voterPoints);
  } else if (known.kind === 'profile') {
    told.profiles.set(known.account, profileFromBytes(value));
  } else if (known.kind === 'name') {
    const { account, freeFromMs } = nameOwnerFromBytes(value);
    if (freeFromMs === undefined) add(told, `${account} names`, 1n);
  } else if (known.kind === 'redemption') {
    add(told, `${known.account} redeemed`, redemptionFromBytes(value).points);
    add(told, `${known.account} redemptions`, 1n);
  } else if (known.kind === 'flags') {
    add(told, `${known.id} flags`, BigInt(getFlags(store, known.id).length));
  }
}

function tellPost({ store }: InvariantContext, told: Told, id: bigint, post: Post): void {
  const { kind, parent, accepted, bounty, versions } = post;
  for (const { content } of versions) refer(told, content, -1);
  const author = authorOf(post);
  if (kind !== 'comment') add(told, `${author} ${kind}s`, 1n);
  if (kind !== 'question') add(told, `${parent} ${kind}s`, 1n);
  if (bounty) told.bountiesWei += bounty.amountWei;
  if (!accepted) return;
  const answer = postOf(store, accepted.answer, 'answer');
  assert(answer.parent === id, 'what is accepted answers the question');
  add(told, `${authorOf(answer)} accepted`, 1n);
  add(told, `${authorOf(answer)} gained`, accepted.toAnswerer);
  add(told, `${author} gained`, accepted.toAsker);
}

function assertPost({ store }: InvariantContext, told: Told, id: bigint, post: Post): void {
  assert(id >= 1n && id <= getTotals(store).newestPost, 'posts are numbered');
  assert(post.versions.length <= MAX_POST_VERSIONS, 'a post has a few versions');
  assert(post.versions.length <= post.edits + 1, 'a version is an edit');
  if (post.kind !== 'question') postOf(store, post.parent, 'question', 'answer');
  for (const name of ['ups', 'downs', 'flags', 'answers', 'comments'] as const) {
    assertSum(told, `${id} ${name}`, BigInt(post[name]));
  }
}

function assertProfile(
  { store }: InvariantContext,
  told: Told,
  account: Address,
  profile: Profile,
): void {
  for (const name of ['gained', 'lost', 'redeemed', 'redemptions'] as const) {
    assertSum(told, `${account} ${name}`, profile[name]);
  }
  for (const name of ['questions', 'answers', 'accepted'] as const) {
    assertSum(told, `${account} ${name}`, BigInt(profile[name]));
  }
  assertSum(told, `${account} names`, profile.name === '' ? 0n : 1n);
  if (profile.name === '') return;
  const owner = getNameOwner(store, profile.name);
  const has = owner?.freeFromMs === undefined && owner?.account === account.toLowerCase();
  assert(has, 'a name has one owner');
}

function assertSum({ sums }: Told, name: string, value: bigint): void {
  assert((sums.get(name) ?? 0n) === value, `the sum of ${name} is right`);
  sums.delete(name);
}

function add({ sums }: Told, name: string, value: bigint): void {
  sums.set(name, (sums.get(name) ?? 0n) + value);
}

function refer({ references }: Told, hash: Hash, change: number): void {
  references.set(hash, (references.get(hash) ?? 0) + change);
}
