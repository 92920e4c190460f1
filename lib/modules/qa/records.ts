import { type Address, concatBytes, type Hash } from '../../core/bytes.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  numberOf,
  type RlpItem,
  uintItem,
  uintOf,
} from '../../core/rlp.ts';
import { bytesFromText, textFromBytes } from '../../core/utf8.ts';

// What the values of the module's keys say, and their bytes: RLP, fields in the order given here.

export type PostKind = 'question' | 'answer' | 'comment';

/** A content that a post has or had. */
export interface Version {
  content: Hash;
  editor: Address;
  atMs: number;
}

export interface Post {
  kind: PostKind;
  /** Of an answer its question, of a comment the post it is about, of a question zero. */
  parent: bigint;
  /** The first, and the newest up to MAX_POST_VERSIONS, oldest first: the last one counts. */
  versions: readonly [Version, ...Version[]];
  /** How often it was edited; more than there are versions, once some were forgotten. */
  edits: number;
  ups: number;
  downs: number;
  answers: number;
  /** Directly about this post. */
  comments: number;
  flags: number;
  isHidden: boolean;
  /** Somebody who may has decided whether it is hidden: flags do so no more. */
  isReviewed: boolean;
  /** Of a question. */
  accepted: Acceptance | undefined;
  /** Of a question; its author offered it. */
  bounty: { amountWei: bigint; untilMs: number } | undefined;
}

export interface Acceptance {
  answer: bigint;
  atMs: number;
  /** Points that moved with it; none for one's own answer. */
  toAnswerer: bigint;
  toAsker: bigint;
}

export interface Content {
  /** Empty unless it is a question's, as are the tags. */
  title: string;
  tags: readonly string[];
  /** Markdown. */
  text: string;
}

export interface Flag {
  by: Address;
  atMs: number;
  reason: string;
}

export interface Vote {
  isUp: boolean;
  atMs: number;
  /** Points the author got by an up-vote, or lost by a down-vote. */
  authorPoints: bigint;
  /** Points a down-vote cost its voter. */
  voterPoints: bigint;
}

export interface Profile {
  /** Empty for none. */
  name: string;
  bio: string;
  joinedMs: number;
  /** Sums of all points that came and are not taken back, and of those that were lost so. */
  gained: bigint;
  lost: bigint;
  redeemed: bigint;
  redemptions: bigint;
  questions: number;
  answers: number;
  /** Answers that are accepted now. */
  accepted: number;
  /** When the account may flag again; 0 unless a post was shown again that its flag had hidden. */
  flagsFromMs: number;
  today: Day;
}

/** What the account did on a day of UTC, for the limits; only the newest day is kept. */
export interface Day {
  /** Whole days since 1970. */
  number: number;
  /** In the order of `DAILY`. */
  done: readonly number[];
  /** Votes and acceptances that moved points: 4 bytes of who got them and their number, each. */
  favours: Uint8Array;
}

/** What is counted each day: `profiles` are changes of one's own. */
export const DAILY = [
  'questions',
  'answers',
  'comments',
  'votes',
  'flags',
  'edits',
  'profiles',
  'hides',
] as const;
export type Daily = (typeof DAILY)[number];

export interface Redemption {
  points: bigint;
  smallestUnits: bigint;
  atMs: number;
}

export interface Totals {
  /** Id of the newest post; also of one that was deleted. */
  newestPost: bigint;
  /** Year of the karma budget, from 0. */
  year: number;
  /** Points redeemed in it, by everybody. */
  redeemedThisYear: bigint;
}

/** Who wrote it: the first version always stays. */
export function authorOf({ versions }: Post): Address {
  return versions[0].editor;
}

export function createdMsOf({ versions }: Post): number {
  return versions[0].atMs;
}

/** The version that counts. */
export function currentOf({ versions }: Post): Version {
  return versions[versions.length - 1] as Version;
}

/** What an account has: never less than 1, though what it lost beyond that has to be won back. */
export function pointsOf({ gained, lost, redeemed }: Profile): bigint {
  const points = 1n + gained - lost - redeemed;
  return points < 1n ? 1n : points;
}

const KINDS: readonly PostKind[] = ['question', 'answer', 'comment'];

export function bytesFromPost(post: Post): Uint8Array {
  const { accepted, bounty } = post;
  const { ups, downs, answers, comments, flags, edits } = post;
  return encodeRlp([
    uintItem(KINDS.indexOf(post.kind)),
    uintItem(post.parent),
    post.versions.map(({ content, editor, atMs }) => [
      ...[hexItem(content), hexItem(editor), uintItem(atMs)],
    ]),
    [edits, ups, downs, answers, comments, flags].map(uintItem),
    uintItem((post.isHidden ? 1 : 0) + (post.isReviewed ? 2 : 0)),
    accepted
      ? [accepted.answer, accepted.atMs, accepted.toAnswerer, accepted.toAsker].map(uintItem)
      : [],
    bounty ? [uintItem(bounty.amountWei), uintItem(bounty.untilMs)] : [],
  ]);
}

export function postFromBytes(bytes: Uint8Array): Post {
  const [kind, parent, versions, counts, state, accepted, bounty] = listOf(decodeRlp(bytes), 7);
  const [edits, ups, downs, answers, comments, flags] = listOf(counts, 6);
  return {
    kind: KINDS[numberOf(kind)] as PostKind,
    parent: uintOf(parent),
    versions: listOf(versions).map(versionFromItem) as [Version, ...Version[]],
    edits: numberOf(edits),
    ups: numberOf(ups),
    downs: numberOf(downs),
    answers: numberOf(answers),
    comments: numberOf(comments),
    flags: numberOf(flags),
    isHidden: (numberOf(state) & 1) !== 0,
    isReviewed: (numberOf(state) & 2) !== 0,
    accepted: acceptanceFromItem(accepted),
    bounty: bountyFromItem(bounty),
  };
}

/**
 * What the hash of a content is taken of. Who wrote it is part of it: the deposit for a content of
 * two accounts would come back to whoever deletes it last.
 */
export function bytesFromContent(
  { title, tags, text }: Content,
  writer: Address,
): Uint8Array<ArrayBuffer> {
  return encodeRlp([hexItem(writer), ...[title, tags.join(' '), text].map(bytesFromText)]);
}

export function contentFromBytes(bytes: Uint8Array): Content {
  const [, ...said] = listOf(decodeRlp(bytes), 4);
  const [title, tags, text] = said.map(textOf) as [string, string, string];
  return { title, tags: tags === '' ? [] : tags.split(' '), text };
}

/** A stored content: how many versions of posts have it, u32, and its bytes. */
export function bytesFromStored(references: number, content: Uint8Array): Uint8Array {
  const count = new Uint8Array(4);
  new DataView(count.buffer).setUint32(0, references);
  return concatBytes(count, content);
}

export function storedFromBytes(bytes: Uint8Array): { references: number; content: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { references: view.getUint32(0), content: bytes.subarray(4) };
}

export function bytesFromFlags(flags: readonly Flag[]): Uint8Array {
  return encodeRlp(
    flags.map(({ by, atMs, reason }) => [hexItem(by), uintItem(atMs), bytesFromText(reason)]),
  );
}

export function flagsFromBytes(bytes: Uint8Array): Flag[] {
  return listOf(decodeRlp(bytes)).map((item) => {
    const [by, atMs, reason] = listOf(item, 3);
    return { by: hexOf(by, 20), atMs: numberOf(atMs), reason: textOf(reason) };
  });
}

export function bytesFromVote({ isUp, atMs, authorPoints, voterPoints }: Vote): Uint8Array {
  return encodeRlp([isUp ? 1 : 0, atMs, authorPoints, voterPoints].map(uintItem));
}

export function voteFromBytes(bytes: Uint8Array): Vote {
  const [isUp, atMs, authorPoints, voterPoints] = listOf(decodeRlp(bytes), 4);
  return {
    isUp: numberOf(isUp) === 1,
    atMs: numberOf(atMs),
    authorPoints: uintOf(authorPoints),
    voterPoints: uintOf(voterPoints),
  };
}

export function bytesFromProfile(profile: Profile): Uint8Array {
  const { gained, lost, redeemed, redemptions } = profile;
  const { questions, answers, accepted, flagsFromMs, today } = profile;
  return encodeRlp([
    bytesFromText(profile.name),
    bytesFromText(profile.bio),
    uintItem(profile.joinedMs),
    [gained, lost, redeemed, redemptions].map(uintItem),
    [questions, answers, accepted, flagsFromMs].map(uintItem),
    [uintItem(today.number), today.done.map(uintItem), today.favours],
  ]);
}

export function profileFromBytes(bytes: Uint8Array): Profile {
  const [name, bio, joined, points, counts, today] = listOf(decodeRlp(bytes), 6);
  const [gained, lost, redeemed, redemptions] = listOf(points, 4);
  const [questions, answers, accepted, flagsFrom] = listOf(counts, 4);
  const [number, done, favours] = listOf(today, 3);
  return {
    name: textOf(name),
    bio: textOf(bio),
    joinedMs: numberOf(joined),
    gained: uintOf(gained),
    lost: uintOf(lost),
    redeemed: uintOf(redeemed),
    redemptions: uintOf(redemptions),
    questions: numberOf(questions),
    answers: numberOf(answers),
    accepted: numberOf(accepted),
    flagsFromMs: numberOf(flagsFrom),
    today: {
      number: numberOf(number),
      done: listOf(done, DAILY.length).map(numberOf),
      favours: bytesOf(favours),
    },
  };
}

export function bytesFromRedemption({ points, smallestUnits, atMs }: Redemption): Uint8Array {
  return encodeRlp([points, smallestUnits, atMs].map(uintItem));
}

export function redemptionFromBytes(bytes: Uint8Array): Redemption {
  const [points, smallestUnits, atMs] = listOf(decodeRlp(bytes), 3);
  return {
    points: uintOf(points),
    smallestUnits: uintOf(smallestUnits, 32),
    atMs: numberOf(atMs),
  };
}

export function bytesFromTotals({ newestPost, year, redeemedThisYear }: Totals): Uint8Array {
  return encodeRlp([newestPost, year, redeemedThisYear].map(uintItem));
}

export function totalsFromBytes(bytes: Uint8Array): Totals {
  const [newestPost, year, redeemed] = listOf(decodeRlp(bytes), 3);
  return {
    newestPost: uintOf(newestPost),
    year: numberOf(year),
    redeemedThisYear: uintOf(redeemed),
  };
}

function versionFromItem(item: RlpItem): Version {
  const [content, editor, atMs] = listOf(item, 3);
  return { content: hexOf(content, 32), editor: hexOf(editor, 20), atMs: numberOf(atMs) };
}

function acceptanceFromItem(item: RlpItem | undefined): Acceptance | undefined {
  if (listOf(item).length === 0) return undefined;
  const [answer, atMs, toAnswerer, toAsker] = listOf(item, 4);
  return {
    answer: uintOf(answer),
    atMs: numberOf(atMs),
    toAnswerer: uintOf(toAnswerer),
    toAsker: uintOf(toAsker),
  };
}

function bountyFromItem(item: RlpItem | undefined): Post['bounty'] {
  if (listOf(item).length === 0) return undefined;
  const [amountWei, untilMs] = listOf(item, 2);
  return { amountWei: uintOf(amountWei, 32), untilMs: numberOf(untilMs) };
}

function textOf(item: RlpItem | undefined): string {
  return textFromBytes(bytesOf(item));
}
