import type { Address } from '../../core/bytes.ts';
import type { Vote } from './records.ts';
import type { LedgerReason } from './views.ts';

/** A line of somebody's ledger. */
export interface LedgerRow {
  points: bigint;
  reason: LedgerReason;
  by: Address;
  post: number;
  atMs: number;
}

/** Votes that moved points; the others are in no ledger. */
export interface VoteIndex {
  put(post: number, by: Address, vote: Vote | undefined): void;
  /** What they gave the author of the post, or took. */
  rowsOn(post: number, isQuestion: boolean): Iterable<LedgerRow>;
  /** What they cost who voted. */
  rowsBy(by: Address): Iterable<LedgerRow>;
}

export function createVoteIndex(): VoteIndex {
  const votes = new Map<number, Map<Address, Vote>>();
  const costly = new Map<Address, Set<number>>();

  return {
    put(post, by, vote) {
      const ofPost = votes.get(post) ?? new Map<Address, Vote>();
      const ofVoter = costly.get(by) ?? new Set<number>();
      if (vote && vote.authorPoints + vote.voterPoints > 0n) ofPost.set(by, vote);
      else ofPost.delete(by);
      if (vote && vote.voterPoints > 0n) ofVoter.add(post);
      else ofVoter.delete(post);
      keep(votes, post, ofPost);
      keep(costly, by, ofVoter);
    },
    *rowsOn(post, isQuestion) {
      for (const [by, { isUp, authorPoints, atMs }] of votes.get(post) ?? []) {
        if (authorPoints === 0n) continue;
        const reason = REASONS[isQuestion ? 'question' : 'answer'][isUp ? 'up' : 'down'];
        yield { points: isUp ? authorPoints : -authorPoints, reason, by, post, atMs };
      }
    },
    *rowsBy(by) {
      for (const post of costly.get(by) ?? []) {
        const vote = votes.get(post)?.get(by);
        if (!vote) continue;
        yield { points: -vote.voterPoints, reason: 'down-voted', by, post, atMs: vote.atMs };
      }
    },
  };
}

function keep<Key, Kept extends { size: number }>(map: Map<Key, Kept>, key: Key, kept: Kept): void {
  if (kept.size > 0) map.set(key, kept);
  else map.delete(key);
}

const REASONS = {
  question: { up: 'question-up', down: 'question-down' },
  answer: { up: 'answer-up', down: 'answer-down' },
} as const;
