import type { Hash } from '../types.ts';
import type { Lane, Moved } from './transfer.ts';

/** What a transaction does, by the name of its call where it has one. */
export const STEP_NAMES = [
  ...(['approve', 'deposit', 'claim', 'escape', 'refund'] as const),
  ...(['startExit', 'walk', 'finalizeExit', 'withdrawBond', 'withdrawChallengeBond'] as const),
  ...(['challengeAfter', 'challengeBetween', 'challengeBefore', 'challengeBirth'] as const),
  'failExit',
] as const;

export type StepName = (typeof STEP_NAMES)[number];

/** What a transaction on Ethereum is for. */
export interface Step {
  what: StepName;
  /**
   * Withdrawals in the outbox that it claims, the coin that it takes out, the exit that it is
   * about, or the deposit in the inbox that it returns; none for others.
   */
  ids: readonly bigint[];
  /** What moves, where that is not said by the ids. */
  moved?: Moved;
  lane?: Lane;
}

/** A transaction that the wallet sent, until its block is final. */
export interface SentTransaction extends Step {
  hash: Hash;
  /** Wall clock. */
  sentAtMs: number;
  /** The sender's, once an endpoint told it: another one with it took this one's place. */
  nonce?: number;
}

/**
 * `waiting`: for a block; `included`: in one that Ethereum may take back; `final`; `reverted`: in a
 * block, without effect; `replaced`: another transaction took its place; `dropped`: no endpoint
 * knows it any more.
 */
export type SentState = 'waiting' | 'included' | 'final' | 'reverted' | 'replaced' | 'dropped';

/** How a transaction stood at the last look. */
export interface SeenSent extends SentTransaction {
  state: SentState;
  /** That has it. */
  block?: bigint;
  /** When an endpoint knew it last, or since when it is looked for. */
  knownAtMs: number;
}

/** The transaction that does this step already and waits for a block. */
export function waitingFor(step: Step, seen: readonly SeenSent[]): SeenSent | undefined {
  return seen.find((each) => each.state === 'waiting' && isSameStep(each, step));
}

/** Withdrawals whose claim was sent and waits for a block. */
export function waitingClaims(seen: readonly SeenSent[]): ReadonlySet<bigint> {
  return new Set(
    seen.flatMap(({ what, state, ids }) => (what === 'claim' && state === 'waiting' ? ids : [])),
  );
}

function isSameStep(one: Step, other: Step): boolean {
  if (one.what !== other.what || one.lane !== other.lane) return false;
  return one.ids.join() === other.ids.join() && isSameMoved(one.moved, other.moved);
}

function isSameMoved(one: Moved | undefined, other: Moved | undefined): boolean {
  if (!one || !other) return one === other;
  const { kind, token, value, count } = one;
  const isSameToken = kind === other.kind && token === other.token;
  return isSameToken && value === other.value && count === other.count;
}
