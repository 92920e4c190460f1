import type { Certificate } from '../chain/certificate.ts';
import type { Header } from '../chain/header.ts';
import { FINALIZE, NOTARIZE, NULLIFY } from '../chain/statement.ts';
import { assert } from '../core/assert.ts';
import { ZERO_HASH } from '../core/bytes.ts';
import { DELTA_MS, MAX_DRIFT_MS } from '../core/limits.ts';
import { chainStatus, dropSettledBlocks, headerOf, unfinalizedChain } from './blocks.ts';
import { keepCertificate } from './certificates.ts';
import { certificateFromTally, digestsOf, mayHaveQuorum } from './collector.ts';
import {
  isJustified,
  justificationOf,
  REQUEST_VIEWS,
  requestCertificates,
} from './justification.ts';
import { isInactive } from './members.ts';
import { canVote, type Floor } from './state.ts';
import { deadlinesOf, hasWork } from './timing.ts';
import {
  changeView,
  currentRecord,
  dropViews,
  halt,
  type Transition,
  viewRecord,
  wake,
} from './transition.ts';
import { laterView, parentCertificateOf, preferredCertificate, type ViewRecord } from './view.ts';
import { castVote } from './votes.ts';

/**
 * One function per rule. Each returns true when it fired, which means that the state changed and
 * all rules are tried again from the first.
 */
export type Rule = (t: Transition) => boolean;

/** Upon votes of quorum power for one statement: check them together, then make the certificate. */
export function assemble(t: Transition): boolean {
  const { config, quorum } = t.state;
  for (const record of t.state.views.values()) {
    for (const tally of record.tallies) {
      if (tally.checking || record.certificates[tally.statement.kind]) continue;
      if (!mayHaveQuorum(tally, config.committee, quorum)) continue;
      const certificate = certificateFromTally(tally, config.committee, quorum);
      if (certificate) {
        keepCertificate(t, certificate);
        t.effects.push({ type: 'broadcast', message: { type: 'certificate', certificate } });
        return true;
      }
      const { statement, votes, base } = tally;
      const tallies = record.tallies.map((other) =>
        other === tally ? { ...tally, checking: true } : other,
      );
      changeView(t, record.view, { tallies });
      t.effects.push({ type: 'verify-votes', statement, votes, base });
      return true;
    }
  }
  return false;
}

/** Upon any certificate of this view or a higher one: enter the view after it. */
export function enter(t: Transition): boolean {
  const { state } = t;
  let entry = state.floor.certificate;
  let ended = state.floor.view;
  for (const record of state.views.values()) {
    const certificate = record.view > ended ? preferredCertificate(record) : undefined;
    if (!certificate) continue;
    entry = certificate;
    ended = record.view;
  }
  if (ended < state.view) return false;
  const isNullified = entry?.statement.kind === NULLIFY;
  // An absent leader says nothing about the network, so only an active one's failure backs off.
  if (isNullified && !isInactive(state, viewRecord(t, ended).leader, ended)) {
    state.backOff = Math.min(state.backOff + 1, DELTA_MS.length - 1);
  }
  state.view = ended + 1n;
  state.entry = entry;
  state.enteredAt = t.now;
  state.wallAtEntry = t.wall;
  state.armedAt = undefined;
  state.retriedAt = undefined;
  return true;
}

/** Upon a finalization whose blocks down to the floor are all valid: they are final. */
export function finalizeChain(t: Transition): boolean {
  const { state } = t;
  if (state.settled === state.floor.view) return false;
  const certificate = viewRecord(t, state.settled).certificates[FINALIZE];
  assert(certificate, 'what is settled has a finalization');
  const { view, digest } = certificate.statement;
  const status = chainStatus(t, digest);
  if (status === 'invalid') halt(t, 'finalized-block-invalid');
  if (status !== 'valid') return false;
  const chain = unfinalizedChain(state, digest);
  const header = headerOf(state, digest);
  assert(chain.length > 0 && header.height > state.floor.header.height, 'the floor only rises');
  const { height } = header;
  t.effects.push(
    { type: 'persist', records: [{ type: 'floor', view, height, finalization: certificate }] },
    { type: 'finalized', blocks: chain.map((entry) => entry.block), certificate },
  );
  raiseFloor(t, { header, hash: digest, view, certificate });
  return true;
}

/** Moves the floor; everything at or below it is over. */
export function raiseFloor(t: Transition, floor: Floor): void {
  const { state } = t;
  state.floor = floor;
  state.settled = laterView(state.settled, state.floor.view);
  state.backOff = 0;
  dropViews(t, (view) => view <= state.floor.view);
  dropSettledBlocks(t);
}

/** Upon work in the current view: deadlines begin to run. */
export function arm(t: Transition): boolean {
  const { state, now } = t;
  if (state.armedAt !== undefined || !hasWork(t)) return false;
  if (now < state.holdUntil) {
    wake(t, state.holdUntil);
    return false;
  }
  state.armedAt = now;
  return true;
}

/** As the armed leader of the current view: build on the highest block that may be built upon. */
export function propose(t: Transition): boolean {
  const { state, now, wall } = t;
  const record = currentRecord(t);
  if (!canVote(state) || state.armedAt === undefined) return false;
  if (record.leader !== state.config.self?.index || record.build !== 'none') return false;
  if (record.mine[NOTARIZE] || record.mine[NULLIFY]) return false;
  const parent = walkBack(t);
  if (!parent) return false;
  const { minBlockMs } = state.config;
  const earliestMs = parent.header.timestampMs + minBlockMs;
  const pauseMs = Math.min(Math.max(earliestMs - state.wallAtEntry, 0), minBlockMs);
  if (now < state.enteredAt + pauseMs) {
    wake(t, state.enteredAt + pauseMs);
    return false;
  }
  changeView(t, state.view, { build: 'asked' });
  t.effects.push({
    type: 'build',
    view: state.view,
    parent: parent.header,
    timestampMs: Math.max(wall, earliestMs),
    ...(parent.certificate && { parentCertificate: parent.certificate }),
  });
  return true;
}

/** Upon a justified proposal with a valid block in the current view: notarize it. */
export function notarize(t: Transition): boolean {
  const { state, wall } = t;
  const record = currentRecord(t);
  if (!record.proposal || !isJustified(t, record)) return false;
  const { hash, content } = record.proposal;
  if (chainStatus(t, hash) !== 'valid' || !canVote(state)) return false;
  if (record.mine[NOTARIZE] || record.mine[NULLIFY]) return false;
  const aheadMs = content.block.header.timestampMs - wall - MAX_DRIFT_MS;
  if (aheadMs > 0) {
    wake(t, t.now + aheadMs);
    return false;
  }
  castVote(t, NOTARIZE, record.view, hash);
  return true;
}

/** Upon a notarized valid block in a view this node did not nullify: vote to finalize it. */
export function voteFinalize(t: Transition): boolean {
  const { state } = t;
  for (const record of state.views.values()) {
    const notarization = record.certificates[NOTARIZE];
    if (!notarization || record.view <= state.settled) continue;
    const { digest } = notarization.statement;
    const status = chainStatus(t, digest);
    if (status === 'invalid') {
      halt(t, 'notarized-block-invalid');
      return false;
    }
    if (status !== 'valid' || !canVote(state)) continue;
    if (record.mine[NULLIFY] || record.mine[FINALIZE]) continue;
    castVote(t, FINALIZE, record.view, digest);
    return true;
  }
  return false;
}

/** Upon a deadline or a failed leader in the current view: give the view up. */
export function nullify(t: Transition): boolean {
  const { state } = t;
  const record = currentRecord(t);
  if (!canVote(state) || state.armedAt === undefined || record.mine[NULLIFY]) return false;
  assert(!record.mine[FINALIZE], 'no finalize vote in the current view');
  if (!hasFailedLeader(t, record) && !isOverdue(t, record, state.armedAt)) return false;
  castVote(t, NULLIFY, record.view, ZERO_HASH);
  return true;
}

/**
 * The block to build on, from the view before downward: a certified valid block, stepping over
 * nullified views only. Undefined while something on the way has to be fetched.
 */
function walkBack(t: Transition): { header: Header; certificate?: Certificate } | undefined {
  const { state } = t;
  for (let view = state.view - 1n; view > state.floor.view; view--) {
    const record = state.views.get(view);
    const certificate = record && parentCertificateOf(record);
    if (certificate) {
      const { digest } = certificate.statement;
      if (chainStatus(t, digest) !== 'valid') return undefined;
      return { header: headerOf(state, digest), certificate };
    }
    if (!record?.certificates[NULLIFY]) {
      const lowest = laterView(view - REQUEST_VIEWS, state.floor.view) + 1n;
      requestCertificates(t, lowest, view);
      return undefined;
    }
  }
  const { header, certificate } = state.floor;
  return certificate ? { header, certificate } : { header };
}

function isOverdue(t: Transition, record: ViewRecord, armedAt: number): boolean {
  const deadlines = deadlinesOf(t, armedAt);
  const isLate = t.now >= deadlines.view;
  if (isLate || (t.now >= deadlines.proposal && !isJustified(t, record))) return true;
  wake(t, deadlines.proposal);
  wake(t, deadlines.view);
  return false;
}

function hasFailedLeader(t: Transition, record: ViewRecord): boolean {
  if (record.build === 'failed' || record.equivocated) return true;
  if (digestsOf(record.tallies, NULLIFY, record.leader).length > 0) return true;
  if (!record.proposal) return false;
  const justification = justificationOf(t, record);
  if (justification !== 'justified') return justification === 'unjustified';
  return chainStatus(t, record.proposal.hash) === 'invalid';
}
