import type { Address } from '../../core/bytes.ts';

// What queries of the module answer. Ids count all posts, from 1.

/** Somebody who wrote or voted. */
export interface Author {
  account: Address;
  /** Null for one without a profile. */
  name: string | null;
  points: bigint;
}

export type QuestionOrder = 'new' | 'active' | 'unanswered' | 'bounty' | 'votes';

/** A line of a list. */
export interface QuestionSummary {
  id: bigint;
  title: string;
  /** The first words of its text, without markup. */
  excerpt: string;
  tags: readonly string[];
  author: Author;
  askedAtMs: number;
  /** Last question, answer or edit. */
  activeAtMs: number;
  score: bigint;
  answers: number;
  /** Zero while none is accepted. */
  acceptedId: bigint;
  /** Zero without one. */
  bountyWei: bigint;
  isHidden: boolean;
}

export interface QuestionList {
  /** Of all that match. */
  total: number;
  questions: readonly QuestionSummary[];
  /** For the next page; null on the last. */
  cursor: string | null;
}

/** A line of what somebody answered. */
export interface AnswerSummary {
  id: bigint;
  question: bigint;
  /** Of the question; empty where the reader may not see it. */
  title: string;
  score: bigint;
  isAccepted: boolean;
  isHidden: boolean;
  answeredAtMs: number;
}

export interface AnswerList {
  total: number;
  answers: readonly AnswerSummary[];
  cursor: string | null;
}

export interface PostView {
  id: bigint;
  kind: 'question' | 'answer' | 'comment';
  author: Author;
  createdAtMs: number;
  /** Null unless it was edited. */
  editedAtMs: number | null;
  edits: number;
  /** Markdown; empty for a hidden post unless its reader may see hidden ones. */
  text: string;
  score: bigint;
  /** Of the account that asked. */
  myVote: 'up' | 'down' | 'none';
  flags: number;
  isHidden: boolean;
}

export interface CommentList {
  total: number;
  comments: readonly PostView[];
  cursor: string | null;
}

export interface AnswerView extends PostView {
  isAccepted: boolean;
  comments: CommentList;
}

export interface QuestionView extends PostView {
  title: string;
  tags: readonly string[];
  acceptedId: bigint;
  bounty: { amountWei: bigint; from: Address; untilMs: number } | null;
  comments: CommentList;
  answersTotal: number;
  answers: readonly AnswerView[];
}

/** A text that a post had; the newest first. */
export interface PostVersion {
  title: string;
  text: string;
  tags: readonly string[];
  editor: Address;
  atMs: number;
}

export type LedgerReason =
  | 'question-up'
  | 'question-down'
  | 'answer-up'
  | 'answer-down'
  | 'down-voted'
  | 'accepted'
  | 'accepts'
  | 'redeemed';

/** Points that somebody got or lost. */
export interface LedgerEntry {
  points: bigint;
  reason: LedgerReason;
  /** Who caused it. */
  by: Author;
  /** Zero where it concerns none. */
  post: bigint;
  title: string;
  atMs: number;
}

export interface LedgerPage {
  total: number;
  entries: readonly LedgerEntry[];
  cursor: string | null;
}

export interface ProfileView extends Author {
  bio: string;
  joinedAtMs: number | null;
  questions: number;
  answers: number;
  accepted: number;
  /** Points redeemed so far; they are not among `points`. */
  redeemed: bigint;
  privileges: readonly Privilege[];
}

export type Privilege = 'vote-up' | 'comment' | 'flag' | 'vote-down' | 'edit-others' | 'hide';

export interface TagView {
  name: string;
  questions: number;
}

export interface FlaggedPost {
  post: PostView;
  question: bigint;
  title: string;
  reasons: readonly { by: Author; reason: string; atMs: number }[];
}

/** The module's parameters on this chain. */
export interface QaRules {
  /** Points from which on a person may. */
  privileges: readonly { privilege: Privilege; points: bigint }[];
  /** Points for each reason; negative ones are lost. */
  rewards: readonly { reason: LedgerReason; points: bigint }[];
  perDay: { questions: number; answers: number; comments: number; votes: number; flags: number };
  maxTitleBytes: number;
  maxTextBytes: number;
  maxCommentBytes: number;
  maxTags: number;
  minBountyWei: bigint;
  /** Null on a chain where points are no tokens. */
  karma: {
    token: Address;
    smallestUnitsPerPoint: bigint;
    pointsPerYear: bigint;
    /** At once. */
    leastPoints: bigint;
  } | null;
}

export interface KarmaView {
  /** What the account could redeem now. */
  redeemable: bigint;
  leftThisYear: bigint;
  /** Tokens in the pool, in smallest units. */
  fundedSmallestUnits: bigint;
}
