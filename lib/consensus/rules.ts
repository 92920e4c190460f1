import { type Certificate, indexesFromBitmap } from '../chain/certificate.ts';
import type { Header } from '../chain/header.ts';
import { FINALIZE, NOTARIZE, NULLIFY } from '../chain/statement.ts';
import { assert } from '../core/assert.ts';
import { ZERO_HASH } from '../core/bytes.ts';
import { DELTA_MS, MAX_DRIFT_MS, VOTE_WINDOW_BEHIND_VIEWS } from '../core/limits.ts';
import { chainStatus, dropSettledBlocks, headerOf, unfinalizedChain } from './blocks.ts';
import { keepCertificate } from './certificates.ts';
import {
  certificateFromTally,
  digestsOf,
  mayHaveQuorum,
  powerOf,
  type Tally,
  uncheckedVotes,
} from './collector.ts';
import { isCertifiable, isLastOfEpoch } from './epoch.ts';
import {
  isJustified,
  justificationOf,
  REQUEST_VIEWS,
  requestCertificates,
} from './justification.ts';
import { isInactive } from './members.ts';
import { highestNotarization, talliesOf } from './read-state.ts';
import { proposeAgain } from './send-proposal.ts';
import { canVote, type EngineState, type Floor } from './state.ts';
import { deadlinesOf, hasWork } from './timing.ts';
import {
  changeTally,
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
      const { kind, digest } = tally.statement;
      if (tally.checking || record.certificates[kind]?.statement.digest === digest) continue;
      if (!mayHaveQuorum(tally, config.committee, quorum)) continue;
      const certificate = certificateFromTally(tally, config.committee, quorum);
      if (certificate) {
        keepCertificate(t, certificate);
        t.effects.push({ type: 'broadcast', message: { type: 'certificate', certificate } });
        return true;
      }
      askForCheck(t, tally);
      return true;
    }
  }
  return false;
}

/**
 * As the leader of the current view, upon shares that came after a certificate of the block to
 * build on: check them and add them. The certificate in a block says who attended.
 */
export function enlarge(t: Transition): boolean {
  const { state } = t;
  const { leader, build, mine } = currentRecord(t);
  if (!canVote(state) || leader !== state.config.self?.index) return false;
  if (build !== 'none' || mine[NULLIFY]) return false;
  const view = highestNotarization(state)?.statement.view ?? state.floor.view;
  const late = talliesOf(state, view).find(
    (tally) =>
      tally.statement.kind !== NULLIFY &&
      !tally.checking &&
      uncheckedVotes(tally).length > 0 &&
      certificateFromTally(tally, state.config.committee, state.quorum),
  );
  if (!late) return false;
  askForCheck(t, late);
  return true;
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
  forgetVotes(t, state.view - VOTE_WINDOW_BEHIND_VIEWS);
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
  const isWrong = status === 'valid' && !isCertifiable(state.config, headerOf(state, digest), view);
  if (status === 'invalid' || isWrong) halt(t, 'finalized-block-invalid');
  if (status !== 'valid' || isWrong) return false;
  const chain = unfinalizedChain(state, digest);
  const header = headerOf(state, digest);
  assert(chain.length > 0 && header.height > state.floor.header.height, 'the floor only rises');
  const { height } = header;
  t.effects.push(
    { type: 'persist', records: [{ type: 'floor', view, height, finalization: certificate }] },
    { type: 'finalized', blocks: chain.map((entry) => entry.block), certificate },
  );
  const last = chain.at(-1)?.block;
  assert(last, 'something becomes final');
  if (isLastOfEpoch(state.config, header)) {
    t.effects.push({ type: 'epoch-ended', block: last, certificate });
  }
  const { tallies } = viewRecord(t, view);
  raiseFloor(t, { header, hash: digest, view, certificate, tallies });
  return true;
}

/** Moves the floor; everything at or below it is over, and the whole epoch with its boundary. */
export function raiseFloor(t: Transition, floor: Floor): void {
  const { state } = t;
  assert(floor.view > state.floor.view, 'the floor never falls');
  state.floor = floor;
  state.settled = laterView(state.settled, state.floor.view);
  state.backOff = 0;
  dropViews(t, (view) => view <= state.floor.view);
  dropSettledBlocks(t);
  if (!isLastOfEpoch(state.config, floor.header)) return;
  state.phase = 'closed';
  state.view = laterView(state.view, floor.view + 1n);
  state.entry = floor.certificate;
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

/**
 * As the armed leader of the current view: build on the highest block that may be built upon, or
 * propose it again if it is the boundary.
 */
export function propose(t: Transition): boolean {
  const { state, now, wall } = t;
  const record = currentRecord(t);
  if (!canVote(state) || state.armedAt === undefined) return false;
  if (record.leader !== state.config.self?.index || record.build !== 'none') return false;
  if (record.mine[NOTARIZE] || record.mine[NULLIFY]) return false;
  const parent = walkBack(t);
  if (!parent) return false;
  if (parent.certificate && isLastOfEpoch(state.config, parent.header)) {
    proposeAgain(t, parent.certificate);
    return true;
  }
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
    ...(parent.certificate && { parentCertificate: largestCertificate(state, parent.certificate) }),
  });
  return true;
}

/**
 * Upon a justified proposal with a valid block in the current view, and Ethereum's events in it:
 * notarize it. What is proposed again was notarized before, and is not tested again.
 */
export function notarize(t: Transition): boolean {
  const { state, wall } = t;
  const record = currentRecord(t);
  if (!record.proposal || !isJustified(t, record)) return false;
  const { hash, content } = record.proposal;
  if (chainStatus(t, hash) !== 'valid' || !canVote(state)) return false;
  if (record.mine[NOTARIZE] || record.mine[NULLIFY]) return false;
  const aheadMs = content.block.header.timestampMs - wall - MAX_DRIFT_MS;
  if (aheadMs > 0 && !content.justify) {
    wake(t, t.now + aheadMs);
    return false;
  }
  if (record.inboxTest !== 'passed' && !content.justify) return askForInboxTest(t, record);
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
    const isWrong =
      status === 'valid' && !isCertifiable(state.config, headerOf(state, digest), record.view);
    if (status === 'invalid' || isWrong) {
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
    const hash = certificate?.statement.digest;
    if (hash && chainStatus(t, hash) === 'valid') {
      return { header: headerOf(state, hash), certificate };
    }
    if (record?.certificates[NULLIFY]) continue;
    if (!certificate) {
      const lowest = laterView(view - REQUEST_VIEWS, state.floor.view) + 1n;
      requestCertificates(t, lowest, view);
    }
    return undefined;
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

function askForCheck(t: Transition, tally: Tally): void {
  const { statement, base } = tally;
  changeTally(t, { ...tally, checking: true });
  t.effects.push({ type: 'verify-votes', statement, votes: uncheckedVotes(tally), base });
}

/** Asks once: the driver repeats the test until it passes, and the view ends if it does not. */
function askForInboxTest(t: Transition, { view, proposal, inboxTest }: ViewRecord): boolean {
  if (!proposal || inboxTest === 'asked') return false;
  changeView(t, view, { inboxTest: 'asked' });
  t.effects.push({ type: 'test-inbox', block: proposal.content.block });
  return true;
}

/** Certificates of a block that are held, and the one that names the most power. */
function largestCertificate(state: EngineState, certificate: Certificate): Certificate {
  const { config, quorum } = state;
  const { epoch, view, digest } = certificate.statement;
  if (epoch !== config.epoch) return certificate;
  const powerIn = ({ signers }: Certificate) =>
    powerOf(indexesFromBitmap(signers), config.committee);
  return talliesOf(state, view)
    .filter((tally) => tally.statement.digest === digest)
    .flatMap((tally) => certificateFromTally(tally, config.committee, quorum) ?? [])
    .reduce((best, other) => (powerIn(other) > powerIn(best) ? other : best), certificate);
}

/** Votes of views that are long over: no more are taken, and what they could make was made. */
function forgetVotes(t: Transition, before: bigint): void {
  for (const { view, tallies } of t.state.views.values()) {
    if (view < before && tallies.length > 0) changeView(t, view, { tallies: [] });
  }
}
