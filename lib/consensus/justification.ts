import { FINALIZE, NOTARIZE, NULLIFY } from '../chain/statement.ts';
import type { Hash } from '../core/bytes.ts';
import { MAX_NULLIFICATIONS_PER_PROPOSAL, MAX_REQUEST_ITEMS } from '../core/limits.ts';
import type { EngineState } from './state.ts';
import { request, type Transition } from './transition.ts';
import type { Proposal } from './types.ts';
import type { ViewRecord } from './view.ts';

export type Justification = 'justified' | 'unjustified' | 'waiting';

/**
 * Whether the held proposal of a view builds where it may: on a certified block, with a
 * nullification for every view in between. While some are missing it asks for them.
 */
export function justificationOf(t: Transition, record: ViewRecord): Justification {
  const { state } = t;
  if (!record.proposal) return 'waiting';
  const parentView = parentViewOf(state, record.proposal.content);
  if (parentView === undefined || parentView >= record.view || parentView < state.settled) {
    return 'unjustified';
  }
  const { parentHash } = record.proposal.content.block.header;
  if (parentView === state.floor.view && parentHash !== state.floor.hash) return 'unjustified';
  for (let view = parentView + 1n; view < record.view; view++) {
    if (state.views.get(view)?.certificates[NULLIFY]) continue;
    requestCertificates(t, view, record.view - 1n);
    return 'waiting';
  }
  return 'justified';
}

export function isJustified(t: Transition, record: ViewRecord): boolean {
  return record.proposal !== undefined && justificationOf(t, record) === 'justified';
}

/** Form of a proposal that depends on nothing but itself and the committee. */
export function isWellFormed(state: EngineState, proposal: Proposal, hash: Hash, leader: number) {
  const { epoch, genesisHash, committee } = state.config;
  const { header } = proposal.block;
  const { statement, signer } = proposal.vote;
  const views = proposal.nullifications.map((certificate) => certificate.statement.view);
  return (
    header.genesisHash === genesisHash &&
    header.epoch === epoch &&
    header.view === proposal.view &&
    header.proposer === committee[leader]?.account &&
    statement.kind === NOTARIZE &&
    statement.epoch === epoch &&
    statement.view === proposal.view &&
    statement.digest === hash &&
    signer === leader &&
    proposal.justify === undefined &&
    views.length <= MAX_NULLIFICATIONS_PER_PROPOSAL &&
    views.every(
      (view, i) => view < proposal.view && (i === 0 || view > (views[i - 1] as bigint)),
    ) &&
    proposal.nullifications.every((certificate) => certificate.statement.kind === NULLIFY)
  );
}

export function requestCertificates(t: Transition, fromView: bigint, lastView: bigint): void {
  const capped = fromView + BigInt(MAX_REQUEST_ITEMS) - 1n;
  const toView = capped < lastView ? capped : lastView;
  const effect = { type: 'fetch-certificates', fromView, toView } as const;
  request(t, `certificates ${fromView}`, effect);
}

/** View at which the parent is certified; 0 for the root, which needs no certificate. */
function parentViewOf(state: EngineState, proposal: Proposal): bigint | undefined {
  const { header, body } = proposal.block;
  const certificate = body.parentCertificate;
  if (!certificate) return header.parentHash === state.rootHash ? 0n : undefined;
  const { kind, epoch, view, digest } = certificate.statement;
  const certifies = kind === NOTARIZE || kind === FINALIZE;
  const isHere = epoch === state.config.epoch && view > 0n;
  return certifies && isHere && digest === header.parentHash ? view : undefined;
}
