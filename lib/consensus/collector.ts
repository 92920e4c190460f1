import { bitmapFromIndexes, type Certificate, indexesFromBitmap } from '../chain/certificate.ts';
import type { Committee } from '../chain/committee.ts';
import { NULLIFY, type Statement, type StatementKind } from '../chain/statement.ts';
import { assert } from '../core/assert.ts';
import { MAX_DIGESTS_PER_SIGNER, MAX_TALLIES_PER_VIEW } from '../core/limits.ts';
import type { Vote, VoteBatch } from './types.ts';

/**
 * Votes for one statement. A share is not checked when it arrives: its author is authenticated by
 * the envelope, so a bad one can be blamed later. At quorum all unchecked shares are checked
 * together with one aggregate verification.
 */
export interface Tally {
  readonly statement: Statement;
  /**
   * Shares, checked or not, without those that turned out to be bad. Checked ones stay, because
   * evidence and a restarted author need them one by one.
   */
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
  const tally = tallyOf(tallies, vote.statement) ?? createTally(vote.statement);
  const votes = [...tally.votes, vote];
  const isFirst = isOwn && !tally.base && !tally.checking;
  const base = isFirst ? { signers: [vote.signer], signature: vote.signature } : tally.base;
  return replaceTally(tallies, { ...tally, votes, base });
}

/** Takes the shares of a certificate that was not made here, if they say more than those held. */
export function addCertificate(
  tallies: readonly Tally[],
  certificate: Certificate,
  committee: Committee,
): readonly Tally[] {
  const tally = tallyOf(tallies, certificate.statement) ?? createTally(certificate.statement);
  const base = largerBatch(tally.base, batchFromCertificate(certificate), committee);
  return replaceTally(tallies, { ...tally, base });
}

export function tallyOf(tallies: readonly Tally[], statement: Statement): Tally | undefined {
  return tallies.find((tally) => isSame(tally.statement, statement));
}

/** Puts a tally in the place of the one about the same statement, or at the end. */
export function replaceTally(tallies: readonly Tally[], next: Tally): readonly Tally[] {
  const index = tallies.findIndex((tally) => isSame(tally.statement, next.statement));
  if (index >= 0) return tallies.map((tally, at) => (at === index ? next : tally));
  assert(tallies.length < MAX_TALLIES_PER_VIEW, 'statements of a view stay within their bound');
  return [...tallies, next];
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
  return digests.length < (vote.statement.kind === NULLIFY ? 1 : MAX_DIGESTS_PER_SIGNER);
}

/** Whether a member's share, alone or as part of what passed, is held. */
export function hasSigner({ base, votes }: Tally, signer: number): boolean {
  const isInBase = base?.signers.includes(signer) ?? false;
  return isInBase || votes.some((vote) => vote.signer === signer);
}

/** Shares that no check has covered. */
export function uncheckedVotes({ votes, base }: Tally): readonly Vote[] {
  return votes.filter((vote) => !base?.signers.includes(vote.signer));
}

/** True when all shares together, checked or not, could make a certificate. */
export function mayHaveQuorum(tally: Tally, committee: Committee, quorum: bigint): boolean {
  return tallyPower(tally, committee) >= quorum;
}

/** Power of everyone who voted for the statement, checked or not. */
export function tallyPower(tally: Tally, committee: Committee): bigint {
  const unchecked = uncheckedVotes(tally).map((vote) => vote.signer);
  return powerOf([...(tally.base?.signers ?? []), ...unchecked], committee);
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

/** Takes the result of a check: what passed, and the base with it, may be the new base. */
export function applyCheck(
  tally: Tally,
  passed: VoteBatch | undefined,
  bad: readonly number[],
  committee: Committee,
): Tally {
  return {
    ...tally,
    votes: tally.votes.filter((vote) => !bad.includes(vote.signer)),
    base: passed ? largerBatch(tally.base, passed, committee) : tally.base,
    checking: false,
  };
}

export function powerOf(signers: readonly number[], committee: Committee): bigint {
  return signers.reduce((sum, signer) => sum + (committee[signer]?.power ?? 0n), 0n);
}

export function isSame(a: Statement, b: Statement): boolean {
  return a.kind === b.kind && a.view === b.view && a.epoch === b.epoch && a.digest === b.digest;
}

/** A certificate may have come while a check was under way, and nothing can merge two batches. */
function largerBatch(
  held: VoteBatch | undefined,
  other: VoteBatch,
  committee: Committee,
): VoteBatch {
  if (!held) return other;
  return powerOf(other.signers, committee) > powerOf(held.signers, committee) ? other : held;
}

function batchFromCertificate({ signers, signature }: Certificate): VoteBatch {
  return { signers: indexesFromBitmap(signers), signature };
}

function createTally(statement: Statement): Tally {
  return { statement, votes: [], base: undefined, checking: false };
}
