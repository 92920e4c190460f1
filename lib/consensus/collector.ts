import { bitmapFromIndexes, type Certificate } from '../chain/certificate.ts';
import type { Committee } from '../chain/committee.ts';
import { NULLIFY, type Statement, type StatementKind } from '../chain/statement.ts';
import type { Vote, VoteBatch } from './types.ts';

/**
 * Votes for one statement. A share is not checked when it arrives: its author is authenticated by
 * the envelope, so a bad one can be blamed later. At quorum all unchecked shares are checked
 * together with one aggregate verification.
 */
export interface Tally {
  readonly statement: Statement;
  /** Shares not checked yet. */
  readonly votes: readonly Vote[];
  /**
   * What passed a check, as one unit. Two bad shares of one batch may cancel each other, so shares
   * are added to it and never taken out.
   */
  readonly base: VoteBatch | undefined;
  /** A check is under way. */
  readonly checking: boolean;
}

/** Adds a vote to the tallies of its view. An own vote needs no check. */
export function addVote(tallies: readonly Tally[], vote: Vote, isOwn: boolean): readonly Tally[] {
  const index = tallies.findIndex((tally) => isSame(tally.statement, vote.statement));
  const tally = tallies[index] ?? createTally(vote.statement);
  const trusted = isOwn && !tally.base && !tally.checking;
  const next: Tally = trusted
    ? { ...tally, base: { signers: [vote.signer], signature: vote.signature } }
    : { ...tally, votes: [...tally.votes, vote] };
  return index < 0 ? [...tallies, next] : tallies.map((old, at) => (at === index ? next : old));
}

/** Digests that `signer` is known to have voted for with this kind: one, or two in conflict. */
export function digestsOf(tallies: readonly Tally[], kind: StatementKind, signer: number) {
  return tallies
    .filter((tally) => tally.statement.kind === kind && hasSigner(tally, signer))
    .map((tally) => tally.statement.digest);
}

/** One vote per signer, kind and view, and one conflicting vote as evidence. */
export function hasRoomFor(tallies: readonly Tally[], vote: Vote): boolean {
  const digests = digestsOf(tallies, vote.statement.kind, vote.signer);
  if (digests.includes(vote.statement.digest)) return false;
  return digests.length < (vote.statement.kind === NULLIFY ? 1 : 2);
}

/** True when all shares together, checked or not, could make a certificate. */
export function mayHaveQuorum(tally: Tally, committee: Committee, quorum: bigint): boolean {
  return tallyPower(tally, committee) >= quorum;
}

/** Power of everyone who voted for the statement, checked or not. */
export function tallyPower(tally: Tally, committee: Committee): bigint {
  return powerOf(signersOf(tally), committee);
}

/** The certificate that checked shares make, once their power is a quorum. */
export function certificateFromTally(
  tally: Tally,
  committee: Committee,
  quorum: bigint,
): Certificate | undefined {
  if (!tally.base || powerOf(tally.base.signers, committee) < quorum) return undefined;
  return {
    statement: tally.statement,
    signers: bitmapFromIndexes(tally.base.signers, committee.length),
    signature: tally.base.signature,
  };
}

/** Takes the result of a check: the base and the shares that passed are the new base. */
export function applyCheck(
  tally: Tally,
  passed: VoteBatch | undefined,
  bad: readonly number[],
): Tally {
  const settled = new Set([...(passed?.signers ?? []), ...bad]);
  return {
    ...tally,
    votes: tally.votes.filter((vote) => !settled.has(vote.signer)),
    base: passed ?? tally.base,
    checking: false,
  };
}

export function powerOf(signers: readonly number[], committee: Committee): bigint {
  return signers.reduce((sum, signer) => sum + (committee[signer]?.power ?? 0n), 0n);
}

export function isSame(a: Statement, b: Statement): boolean {
  return a.kind === b.kind && a.view === b.view && a.epoch === b.epoch && a.digest === b.digest;
}

function signersOf(tally: Tally): number[] {
  return [...(tally.base?.signers ?? []), ...tally.votes.map((vote) => vote.signer)];
}

function hasSigner(tally: Tally, signer: number): boolean {
  return (
    (tally.base?.signers.includes(signer) ?? false) ||
    tally.votes.some((vote) => vote.signer === signer)
  );
}

function createTally(statement: Statement): Tally {
  return { statement, votes: [], base: undefined, checking: false };
}
