import { type Address, bytesFromHex, uintFromBytes } from '../../core/bytes.ts';
import type { PostIndex } from './index-posts.ts';
import { createVoteIndex, type LedgerRow } from './index-votes.ts';
import type { Acceptance, Redemption, Vote } from './records.ts';
import type { LedgerReason } from './views.ts';

/** What moved points: votes, acceptances and redemptions, as they stand now. */
export interface LedgerIndex {
  putVote(post: number, by: Address, vote: Vote | undefined): void;
  putAcceptance(question: number, accepted: Acceptance | undefined): void;
  putRedemption(by: Address, index: number, redemption: Redemption | undefined): void;
  /** The newest first. */
  rowsOf(account: Address, posts: PostIndex): LedgerRow[];
}

export function createLedgerIndex(): LedgerIndex {
  const votes = createVoteIndex();
  const acceptances = new Map<number, Acceptance>();
  const redemptions = new Map<Address, Map<number, Redemption>>();

  /** Of somebody's question, and of answers by him. */
  function* accepted(account: Address, posts: PostIndex): Generator<LedgerRow> {
    for (const post of posts.acceptedFrom(account)) {
      const found = acceptances.get(post);
      const by = posts.get(post)?.author;
      if (!found || !by || found.toAnswerer === 0n) continue;
      const { answer, atMs, toAnswerer: points } = found;
      yield { points, reason: 'accepted', by, post: Number(answer), atMs };
    }
    for (const post of posts.postsOf(account)) {
      const found = acceptances.get(post);
      if (!found || found.toAsker === 0n) continue;
      const { atMs, toAsker: points } = found;
      yield { points, reason: 'accepts', by: account, post, atMs };
    }
  }

  return {
    putVote: votes.put,
    putAcceptance(question, acceptance) {
      if (acceptance) acceptances.set(question, acceptance);
      else acceptances.delete(question);
    },
    putRedemption(by, index, redemption) {
      const own = redemptions.get(by) ?? new Map<number, Redemption>();
      if (redemption) own.set(index, redemption);
      else own.delete(index);
      redemptions.set(by, own);
    },
    rowsOf(account, posts) {
      const rows: LedgerRow[] = [...votes.rowsBy(account), ...accepted(account, posts)];
      for (const post of posts.postsOf(account)) {
        rows.push(...votes.rowsOn(post, posts.get(post)?.kind === 'question'));
      }
      for (const { points, atMs } of redemptions.get(account)?.values() ?? []) {
        rows.push({ points: -points, reason: 'redeemed', by: account, post: 0, atMs });
      }
      return rows.sort(compareRows);
    },
  };
}

/** Integers by which rows are ordered. */
export function placeOfRow({ atMs, post, reason, by, points }: LedgerRow): bigint[] {
  const cause = uintFromBytes(bytesFromHex(by));
  return [BigInt(atMs), BigInt(post), BigInt(ORDER.indexOf(reason)), cause, points];
}

/** Negative if `a` comes first: the newest does. */
export function compareRows(a: LedgerRow, b: LedgerRow): number {
  if (a.atMs !== b.atMs) return b.atMs - a.atMs;
  return compareLedgerPlaces(placeOfRow(a), placeOfRow(b));
}

/** Negative if `a` comes first. */
export function compareLedgerPlaces(a: readonly bigint[], b: readonly bigint[]): number {
  for (const [at, part] of a.entries()) {
    const other = b[at] as bigint;
    if (part !== other) return part > other ? -1 : 1;
  }
  return 0;
}

const ORDER: readonly LedgerReason[] = [
  ...(['question-up', 'question-down', 'answer-up', 'answer-down'] as const),
  ...(['down-voted', 'accepted', 'accepts', 'redeemed'] as const),
];
