import { describe, expect, it } from 'vitest';
import { hashOfBlock } from '../../../lib/chain/block.ts';
import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { peerStatusOf } from '../../../lib/consensus/read-state.ts';
import type { RecordBody } from '../../../lib/consensus/types.ts';
import { DELTA_MS, HEARTBEAT_MS, MAX_DRIFT_MS } from '../../../lib/core/limits.ts';
import { makeCertificate, makeProposal, proposeAgain, viewLedBy, WALL_MS } from './fixtures.ts';
import { bringTo, createHarness, type Harness } from './harness.ts';

/** The boundary is proposed in a view of someone else, and proposed again in one that is mine. */
const FIRST = viewLedBy(0, 1n, false);
const MINE = viewLedBy(0, FIRST + 2n);
const FOREIGN = viewLedBy(0, FIRST + 2n, false);
const boundary = makeProposal(FIRST, undefined, { isBoundary: true });
const notarization = makeCertificate(NOTARIZE, FIRST, boundary.hash);

/** An engine that holds the notarized boundary and voted to finalize it. */
function atBoundary(options: Parameters<typeof createHarness>[0] = {}): Harness {
  const engine = createHarness(options);
  bringTo(engine, FIRST);
  engine.propose(boundary.proposal);
  engine.answer();
  engine.certificate(notarization);
  engine.answer();
  return engine;
}

describe('a final boundary', () => {
  it('ends the epoch: durable first, then reported, and nothing is voted on any more', () => {
    const engine = atBoundary();
    const certificate = makeCertificate(FINALIZE, FIRST, boundary.hash);
    engine.certificate(certificate);
    const types = engine.effects.map((effect) => effect.type);
    expect(types).toEqual(['persist', 'finalized', 'epoch-ended']);
    expect(engine.of('epoch-ended')).toEqual([
      { type: 'epoch-ended', block: boundary.block, certificate },
    ]);
    expect(engine.state.phase).toBe('closed');
    engine.propose(makeProposal(FIRST + 1n).proposal);
    engine.send({ type: 'work', pending: true });
    engine.certificate(makeCertificate(NULLIFY, FIRST + 1n));
    expect(engine.after(1_000_000)).toEqual([]);
  });

  it('may be final at a later view than its own', () => {
    const engine = atBoundary();
    bringTo(engine, FIRST + 3n);
    engine.certificate(makeCertificate(FINALIZE, FIRST + 3n, boundary.hash));
    expect(engine.of('epoch-ended')).toHaveLength(1);
    expect(engine.state.floor.view).toBe(FIRST + 3n);
  });

  it('is served by a closed engine', () => {
    const engine = atBoundary();
    const behind = { ...peerStatusOf(engine.state, WALL_MS) };
    const certificate = makeCertificate(FINALIZE, FIRST, boundary.hash);
    engine.certificate(certificate);
    engine.send({ type: 'status', peer: 'b', status: behind });
    const sent = engine.of('send').map(({ message }) => message);
    expect(sent).toEqual([{ type: 'certificate', certificate }]);
    engine.send({ type: 'certificates-requested', peer: 'b', fromView: FIRST, toView: FIRST });
    expect(engine.of('send')).toHaveLength(1);
  });

  it('closes an engine that caught up with it by height', () => {
    const engine = createHarness();
    const certificate = makeCertificate(FINALIZE, FIRST, boundary.hash);
    const { header } = boundary.block;
    engine.send({ type: 'synced', floor: { header, certificate } });
    expect(engine.state.phase).toBe('closed');
    expect(engine.state.view).toBe(FIRST + 1n);
    expect(engine.state.entry).toBe(certificate);
  });
});

describe('no other block', () => {
  it('is certified at a view that is not its own', () => {
    const plain = makeProposal(FIRST);
    const engine = createHarness();
    bringTo(engine, FIRST);
    engine.propose(plain.proposal);
    engine.answer();
    bringTo(engine, FIRST + 1n);
    engine.certificate(makeCertificate(FINALIZE, FIRST + 1n, plain.hash));
    expect(engine.of('halt')).toEqual([{ type: 'halt', reason: 'finalized-block-invalid' }]);
  });

  it('follows the boundary in its epoch', () => {
    const engine = atBoundary();
    const view = viewLedBy(0, FIRST + 1n, false);
    const parent = { header: boundary.block.header, certificate: notarization };
    engine.propose(makeProposal(view, parent).proposal);
    engine.answer();
    expect(engine.votesSent()).toEqual([`${NULLIFY}@${view}`]);
  });
});

describe('an unfinished boundary', () => {
  it('is the only reason for work: neither transactions nor the heartbeat count', () => {
    const engine = atBoundary();
    expect(engine.state.view).toBe(FIRST + 1n);
    engine.send({ type: 'work', pending: true });
    engine.after(2 * DELTA_MS[0] - 1);
    expect(engine.state.armedAt).toBeUndefined();
    engine.after(1);
    expect(engine.state.armedAt).toBe(engine.now);
    expect(2 * DELTA_MS[0]).toBeLessThan(HEARTBEAT_MS);
  });

  it('is as long a wait for all, however many views failed before at each of them', () => {
    const engine = atBoundary();
    engine.restore({ ...engine.state, backOff: DELTA_MS.length - 1 });
    engine.after(2 * DELTA_MS[0]);
    expect(engine.state.armedAt).toBe(engine.now);
  });

  it('is proposed again by the next leader, as it is, with the certificate it has', () => {
    const engine = atBoundary();
    bringTo(engine, MINE);
    engine.after(60_000);
    expect(engine.of('build')).toEqual([]);
    const [message] = engine.of('broadcast').map((effect) => effect.message);
    if (message?.type !== 'proposal') throw new TypeError('a proposal comes first');
    const { block, justify, nullifications, view } = message.proposal;
    expect(view).toBe(MINE);
    expect(hashOfBlock(block)).toBe(boundary.hash);
    expect(justify).toEqual(notarization);
    expect(nullifications.map(({ statement }) => statement.view)).toEqual(
      Array.from({ length: Number(MINE - FIRST) - 1 }, (_, i) => FIRST + 1n + BigInt(i)),
    );
    const types = engine.effects.map((effect) => effect.type);
    expect(types.indexOf('persist')).toBeLessThan(types.indexOf('broadcast'));
  });

  it('is not proposed by a leader that gave its view up while it asked for what it lacked', () => {
    const view = viewLedBy(0, FIRST + 3n);
    const engine = atBoundary();
    engine.certificate(makeCertificate(NULLIFY, view - 1n));
    engine.after(60_000);
    engine.after(60_000);
    expect(engine.votesSent()).toContain(`${NULLIFY}@${view}`);
    for (let at = FIRST + 1n; at < view - 1n; at++) {
      engine.certificate(makeCertificate(NULLIFY, at));
      expect(engine.votesSent()).not.toContain(`${NOTARIZE}@${view}`);
    }
    expect(engine.state.view).toBe(view);
  });

  it('is sent again after a crash, never rebuilt', () => {
    const engine = atBoundary();
    const written: RecordBody[] = [];
    bringTo(engine, MINE);
    engine.after(60_000);
    for (const { records } of engine.of('persist')) written.push(...records);
    const again = createHarness({ journal: written, isGuarded: false });
    again.send({ type: 'guard-passed' });
    expect(again.votesSent()).toContain(`${NOTARIZE}@${MINE}`);
    expect(again.of('build')).toEqual([]);
  });

  it('is notarized and finalized again at the later view', () => {
    const engine = atBoundary();
    engine.propose(proposeAgain(boundary, FOREIGN, notarization));
    engine.answer();
    expect(engine.votesSent()).toEqual([`${NOTARIZE}@${FOREIGN}`]);
    engine.certificate(makeCertificate(NOTARIZE, FOREIGN, boundary.hash));
    engine.answer();
    expect(engine.votesSent()).toEqual([`${FINALIZE}@${FOREIGN}`]);
  });

  it('reaches who never saw it, through the proposal alone', () => {
    const engine = createHarness();
    engine.propose(proposeAgain(boundary, FOREIGN, notarization));
    engine.answer();
    expect(engine.state.views.get(FIRST)?.certificates[NOTARIZE]).toEqual(notarization);
    expect(engine.votesSent()).toContain(`${NOTARIZE}@${FOREIGN}`);
  });

  it('is exempt from the test of the clock, which it passed before', () => {
    const timestampMs = WALL_MS + 10 * MAX_DRIFT_MS;
    const early = makeProposal(FIRST, undefined, { isBoundary: true, timestampMs });
    const justify = makeCertificate(NOTARIZE, FIRST, early.hash);
    const engine = createHarness();
    bringTo(engine, FIRST);
    engine.propose(early.proposal);
    engine.answer();
    expect(engine.votesSent()).toEqual([]);
    engine.certificate(justify);
    engine.propose(proposeAgain(early, FOREIGN, justify));
    engine.answer();
    expect(engine.votesSent()).toContain(`${NOTARIZE}@${FOREIGN}`);
  });

  it('waits for the nullifications of all views in between', () => {
    const view = viewLedBy(0, FIRST + 3n, false);
    const engine = atBoundary();
    bringTo(engine, FIRST + 1n);
    engine.certificate(makeCertificate(NULLIFY, view - 1n));
    engine.propose({ ...proposeAgain(boundary, view, notarization), nullifications: [] });
    expect(engine.of('fetch-certificates')[0]).toMatchObject({ fromView: FIRST + 1n });
    expect(engine.votesSent()).toEqual([]);
    for (let at = FIRST + 1n; at < view - 1n; at++)
      engine.certificate(makeCertificate(NULLIFY, at));
    engine.answer();
    expect(engine.votesSent()).toEqual([`${NOTARIZE}@${view}`]);
  });
});

describe('a proposal of an old block is malformed', () => {
  const again = proposeAgain(boundary, FOREIGN, notarization);
  const plain = makeProposal(FIRST);
  const later = makeCertificate(NOTARIZE, FOREIGN, boundary.hash);
  const elsewhere = makeCertificate(NOTARIZE, FIRST, plain.hash);
  const { justify: _, ...withoutJustify } = again;

  it.each([
    ['without a certificate', withoutJustify],
    ['with one of another block', { ...again, justify: elsewhere }],
    ['with a nullification', { ...again, justify: makeCertificate(NULLIFY, FIRST) }],
    ['with one of its own view', { ...again, justify: later }],
    ['that is no boundary', proposeAgain(plain, FOREIGN, elsewhere)],
  ])('%s', (_name, proposal) => {
    const engine = createHarness();
    bringTo(engine, FOREIGN);
    engine.propose(proposal);
    expect(engine.of('penalise')).toHaveLength(1);
    expect(engine.state.views.get(FOREIGN)?.proposal).toBeUndefined();
  });
});
