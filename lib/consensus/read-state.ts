import type { Certificate } from '../chain/certificate.ts';
import { FINALIZE, NOTARIZE, NULLIFY, type Statement } from '../chain/statement.ts';
import type { Hash } from '../core/bytes.ts';
import {
  MAX_REQUEST_ITEMS,
  VOTE_WINDOW_AHEAD_VIEWS,
  VOTE_WINDOW_BEHIND_VIEWS,
} from '../core/limits.ts';
import { digestsOf, hasRoomFor, type Tally } from './collector.ts';
import { isMuted } from './members.ts';
import { isWellFormed } from './proposal-form.ts';
import type { EngineState } from './state.ts';
import type { PeerStatus, Proposal, Vote } from './types.ts';
import { parentCertificateOf } from './view.ts';

/** What this node tells its neighbours about itself. */
export function peerStatusOf(state: EngineState, wallMs: number): PeerStatus {
  return {
    epoch: state.config.epoch,
    view: state.view,
    finalizedHeight: state.floor.header.height,
    finalizedHash: state.floor.hash,
    wallMs,
  };
}

/**
 * Whether a vote with an authenticated author is worth keeping and forwarding: of this epoch, near
 * the current view, not known, and at most one in conflict. Its share is not checked for this.
 */
export function wantsVote(state: EngineState, vote: Vote): boolean {
  const { epoch, view } = vote.statement;
  if (epoch !== state.config.epoch || vote.signer >= state.config.committee.length) return false;
  if (view < state.view - VOTE_WINDOW_BEHIND_VIEWS) return false;
  if (view > state.view + VOTE_WINDOW_AHEAD_VIEWS || isMuted(state, vote.signer)) return false;
  return isOpenForVotes(state, view) && hasRoomFor(talliesOf(state, view), vote);
}

/** Votes held about a view. The floor's view stays open for late shares. */
export function talliesOf({ floor, views }: EngineState, view: bigint): readonly Tally[] {
  return view === floor.view ? floor.tallies : (views.get(view)?.tallies ?? []);
}

function isOpenForVotes({ floor, settled }: EngineState, view: bigint): boolean {
  if (view === floor.view) return view > 0n;
  return view > floor.view && view >= settled;
}

/** Whether a certificate about this statement would tell anything new, if it is valid. */
export function wantsCertificate(state: EngineState, statement: Statement): boolean {
  const { kind, epoch, view, digest } = statement;
  if (epoch !== state.config.epoch || view <= state.floor.view || view < state.settled)
    return false;
  return state.views.get(view)?.certificates[kind]?.statement.digest !== digest;
}

/**
 * Whether a proposal has the right form and is about a view that this node is in, may enter, or
 * lacks the block of. Its signatures are not checked for this.
 */
export function wantsProposal(state: EngineState, proposal: Proposal): boolean {
  const { view, vote } = proposal;
  const { epoch, digest } = vote.statement;
  if (epoch !== state.config.epoch || view <= state.settled) return false;
  const record = state.views.get(view);
  if (record?.equivocated || record?.proposal?.hash === digest) return false;
  if (view < state.view && !isBlockMissing(state, view, digest) && !isSecondBlock(state, vote)) {
    return false;
  }
  return isWellFormed(state.config, proposal);
}

function isBlockMissing({ views, blocks }: EngineState, view: bigint, digest: Hash): boolean {
  const record = views.get(view);
  const certified = record && parentCertificateOf(record);
  return certified?.statement.digest === digest && !blocks.has(digest);
}

/** A view that is over hears of its leader once more if that convicts it. */
function isSecondBlock(state: EngineState, vote: Vote): boolean {
  const { kind, view } = vote.statement;
  const isFirst = digestsOf(talliesOf(state, view), kind, vote.signer).length === 0;
  return !isFirst && wantsVote(state, vote);
}

/** Certificates held for a range of views, ascending, at most MAX_REQUEST_ITEMS. */
export function certificatesInRange(
  state: EngineState,
  fromView: bigint,
  toView: bigint,
): Certificate[] {
  const certificates: Certificate[] = [];
  const views = [...state.views.keys()].filter((view) => view >= fromView && view <= toView);
  for (const view of views.sort((a, b) => Number(a - b))) {
    const held = state.views.get(view)?.certificates ?? {};
    for (const kind of [FINALIZE, NULLIFY, NOTARIZE] as const) {
      const certificate = held[kind];
      if (certificate && certificates.length < MAX_REQUEST_ITEMS) certificates.push(certificate);
    }
  }
  const { certificate } = state.floor;
  const hasFloor = certificate && state.floor.view >= fromView;
  return hasFloor ? [certificate, ...certificates].slice(0, MAX_REQUEST_ITEMS) : certificates;
}

/** The newest finalization held: of the floor, or above it while blocks are missing. */
export function highestFinalization(state: EngineState): Certificate | undefined {
  return state.views.get(state.settled)?.certificates[FINALIZE] ?? state.floor.certificate;
}

/** The notarization of the highest view above the floor, if there is one. */
export function highestNotarization(state: EngineState): Certificate | undefined {
  let highest: Certificate | undefined;
  for (const { view, certificates } of state.views.values()) {
    const held = certificates[NOTARIZE];
    if (held && (!highest || view > highest.statement.view)) highest = held;
  }
  return highest;
}

/** Own votes above the floor, ascending by view: what is not settled yet. */
export function ownPendingVotes(state: EngineState): Vote[] {
  const records = [...state.views.values()].sort((a, b) => Number(a.view - b.view));
  return records.flatMap(({ mine }) =>
    [mine[NOTARIZE], mine[NULLIFY], mine[FINALIZE]].filter((vote) => vote !== undefined),
  );
}

/** Views above the floor that ended without a block: leaders that were missed. */
export function missedViewCount(state: EngineState): number {
  let count = 0;
  for (const { certificates } of state.views.values()) if (certificates[NULLIFY]) count++;
  return count;
}
