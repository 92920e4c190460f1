import { FINALIZE, NOTARIZE, NULLIFY } from '../chain/statement.ts';
import { assert } from '../core/assert.ts';
import { MAX_REQUEST_ITEMS } from '../core/limits.ts';
import type { EngineState } from './state.ts';
import { request, type Transition } from './transition.ts';
import type { Proposal } from './types.ts';
import { earlierView, type ViewRecord } from './view.ts';

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
    requestCertificates(t, view, earlierView(view + REQUEST_VIEWS, record.view) - 1n);
    return 'waiting';
  }
  return 'justified';
}

export function isJustified(t: Transition, record: ViewRecord): boolean {
  return record.proposal !== undefined && justificationOf(t, record) === 'justified';
}

/** Asks for the certificates of a range of views, at most once a second for the same range. */
export function requestCertificates(t: Transition, fromView: bigint, toView: bigint): void {
  assert(toView - fromView < REQUEST_VIEWS, 'a request stays within its bound');
  const effect = { type: 'fetch-certificates', fromView, toView } as const;
  request(t, `certificates ${fromView} ${toView}`, effect);
}

export const REQUEST_VIEWS = BigInt(MAX_REQUEST_ITEMS);

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
