import type { Certificate } from '../chain/certificate.ts';
import { FINALIZE, NOTARIZE, NULLIFY } from '../chain/statement.ts';
import { assert } from '../core/assert.ts';
import type { Hash } from '../core/bytes.ts';
import { MAX_REQUEST_ITEMS } from '../core/limits.ts';
import { certifiesRoot, isLastOfEpoch } from './epoch.ts';
import type { EngineState } from './state.ts';
import { request, type Transition } from './transition.ts';
import type { Proposal } from './types.ts';
import { earlierView, type ViewRecord } from './view.ts';

export type Justification = 'justified' | 'unjustified' | 'waiting';

/**
 * Whether the held proposal of a view is about a block that may be there: a child of a certified
 * block or, proposed again, the boundary with its own certificate; with a nullification for every
 * view in between. While some are missing it asks for them.
 */
export function justificationOf(t: Transition, record: ViewRecord): Justification {
  const { state } = t;
  if (!record.proposal) return 'waiting';
  const base = baseOf(state, record.proposal.content);
  if (!base || base.view >= record.view || base.view < state.settled) return 'unjustified';
  if (base.view === state.floor.view && base.hash !== state.floor.hash) return 'unjustified';
  for (let view = base.view + 1n; view < record.view; view++) {
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

/**
 * View at which a parent is certified: 0 for the root, whose finalization is of the epoch before;
 * genesis has none. Undefined for a certificate that does not make this block a parent.
 */
export function parentViewOf(
  { config, rootHash }: Pick<EngineState, 'config' | 'rootHash'>,
  parentHash: Hash,
  certificate: Certificate | undefined,
): bigint | undefined {
  if (!certificate) return config.epoch === 0n && parentHash === rootHash ? 0n : undefined;
  const { kind, epoch, view, digest } = certificate.statement;
  if (digest !== parentHash) return undefined;
  if (certifiesRoot(config, rootHash, certificate)) return 0n;
  const certifies = kind === NOTARIZE || kind === FINALIZE;
  return certifies && epoch === config.epoch && view > 0n ? view : undefined;
}

/** The certified block that a proposal stands on, and the view of its certificate. */
function baseOf(state: EngineState, proposal: Proposal): { hash: Hash; view: bigint } | undefined {
  const { block, vote, justify } = proposal;
  if (justify) return { hash: vote.statement.digest, view: justify.statement.view };
  const { parentHash } = block.header;
  const parent = state.blocks.get(parentHash)?.block.header;
  if (parent && isLastOfEpoch(state.config, parent)) return undefined;
  const view = parentViewOf(state, parentHash, block.body.parentCertificate);
  return view === undefined ? undefined : { hash: parentHash, view };
}
