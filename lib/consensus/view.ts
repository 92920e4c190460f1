import type { Certificate } from '../chain/certificate.ts';
import { FINALIZE, NOTARIZE, NULLIFY, type StatementKind } from '../chain/statement.ts';
import type { Hash } from '../core/bytes.ts';
import type { Tally } from './collector.ts';
import type { Proposal, Vote } from './types.ts';

/** Everything held about one view above the floor. */
export interface ViewRecord {
  readonly view: bigint;
  /** Index of the view's leader. */
  readonly leader: number;
  /** The first well-formed proposal of the leader. */
  readonly proposal: { readonly content: Proposal; readonly hash: Hash } | undefined;
  /** The leader was seen to propose or notarize two blocks. */
  readonly equivocated: boolean;
  /** Votes, one tally per statement, in order of first arrival. */
  readonly tallies: readonly Tally[];
  readonly certificates: ByKind<Certificate>;
  /** Kinds of certificates that the journal holds. */
  readonly durableKinds: readonly StatementKind[];
  /** Own votes: what a restart must remember. */
  readonly mine: ByKind<Vote>;
  /** Own proposal, sent again as it is, never rebuilt. */
  readonly ownProposal: Proposal | undefined;
  readonly build: 'none' | 'asked' | 'failed';
  /** Whether Ethereum confirms what the proposal says of it; asked again until it does. */
  readonly inboxTest: 'none' | 'asked' | 'passed';
}

export type ByKind<Value> = Readonly<Partial<Record<StatementKind, Value>>>;

export function createViewRecord(view: bigint, leader: number): ViewRecord {
  return {
    view,
    leader,
    proposal: undefined,
    equivocated: false,
    tallies: [],
    certificates: {},
    durableKinds: [],
    mine: {},
    ownProposal: undefined,
    build: 'none',
    inboxTest: 'none',
  };
}

export function hasOwnVotes({ mine }: ViewRecord): boolean {
  return Object.keys(mine).length > 0;
}

/** The certificate that best tells others that the view is over. */
export function preferredCertificate(record: ViewRecord): Certificate | undefined {
  const { certificates } = record;
  return certificates[FINALIZE] ?? certificates[NULLIFY] ?? certificates[NOTARIZE];
}

/** The certificate that lets a block of this view be a parent. */
export function parentCertificateOf(record: ViewRecord): Certificate | undefined {
  return record.certificates[FINALIZE] ?? record.certificates[NOTARIZE];
}

export function laterView(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

export function earlierView(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}
