import { describe, expect, it } from 'vitest';
import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { step } from '../../../lib/consensus/engine.ts';
import { DELTA_MS } from '../../../lib/core/limits.ts';
import { makeCertificate, makeProposal, makeVote, viewLedBy, WALL_MS } from './fixtures.ts';
import { bringTo, createHarness } from './harness.ts';

const FOREIGN = viewLedBy(0, 1n, false);

describe('halts', () => {
  const first = makeProposal(5n).hash;
  const second = makeProposal(5n, undefined, { transaction: 1 }).hash;

  it.each([
    ['two notarized blocks', NOTARIZE, first, NOTARIZE, second],
    ['two finalized blocks', FINALIZE, first, FINALIZE, second],
    ['a finalized and a nullified view', FINALIZE, first, NULLIFY, undefined],
    ['a nullified and a finalized view', NULLIFY, undefined, FINALIZE, first],
  ] as const)('on %s, with evidence', (_name, kindA, digestA, kindB, digestB) => {
    const engine = createHarness();
    engine.certificate(makeCertificate(kindA, 5n, digestA));
    engine.certificate(makeCertificate(kindB, 5n, digestB));
    expect(engine.of('evidence')).toHaveLength(1);
    expect(engine.of('halt')).toEqual([{ type: 'halt', reason: 'conflicting-certificates' }]);
    expect(engine.after(100_000)).toEqual([]);
  });

  it('on a finalized block other than the notarized one, which convicts nobody', () => {
    const engine = createHarness();
    engine.certificate(makeCertificate(NOTARIZE, 5n, first));
    engine.certificate(makeCertificate(FINALIZE, 5n, second));
    expect(engine.of('evidence')).toEqual([]);
    expect(engine.of('halt')).toEqual([{ type: 'halt', reason: 'conflicting-certificates' }]);
  });

  it('on a notarized block that is invalid here', () => {
    const engine = createHarness();
    const { block, hash } = makeProposal(2n);
    engine.certificate(makeCertificate(NOTARIZE, 2n, hash));
    engine.send({ type: 'block-stored', block });
    engine.send({ type: 'block-checked', hash, valid: false });
    expect(engine.of('halt')).toEqual([{ type: 'halt', reason: 'notarized-block-invalid' }]);
  });

  it('on a finalized block that does not descend from the floor', () => {
    const engine = createHarness();
    const floor = makeProposal(1n);
    const fork = makeProposal(2n, undefined, { transaction: 1 });
    engine.certificate(makeCertificate(FINALIZE, 1n, floor.hash));
    engine.send({ type: 'block-stored', block: floor.block });
    engine.answer();
    expect(engine.state.floor.hash).toBe(floor.hash);
    const parent = {
      header: fork.block.header,
      certificate: makeCertificate(NOTARIZE, 2n, fork.hash),
    };
    const child = makeProposal(3n, parent);
    engine.certificate(makeCertificate(FINALIZE, 3n, child.hash));
    engine.send({ type: 'block-stored', block: child.block });
    expect(engine.of('halt')).toEqual([{ type: 'halt', reason: 'finalized-block-invalid' }]);
  });
});

describe('the key', () => {
  it('does not sign before the guard has passed', () => {
    const engine = createHarness({ isGuarded: false });
    engine.propose(makeProposal(FOREIGN).proposal);
    engine.answer();
    engine.after(2 * DELTA_MS[0] - 1);
    expect(engine.votesSent()).toEqual([]);
    engine.send({ type: 'guard-passed' });
    engine.answer();
    expect(engine.votesSent()).toEqual([`${NOTARIZE}@${FOREIGN}`]);
  });

  it('is dead when someone else signed with it', () => {
    const engine = createHarness();
    engine.vote(makeVote(NULLIFY, 1n, 0));
    expect(engine.of('halt')).toEqual([{ type: 'halt', reason: 'key-used-elsewhere' }]);
    const byCertificate = createHarness();
    byCertificate.certificate(makeCertificate(NULLIFY, 1n, undefined, [0, 1, 2]));
    expect(byCertificate.of('halt')).toEqual([{ type: 'halt', reason: 'key-used-elsewhere' }]);
  });

  it('is dead by a vote below a finalization whose blocks are still missing', () => {
    const engine = createHarness();
    bringTo(engine, 3n);
    engine.send({ type: 'work', pending: true });
    engine.after(60_000);
    const own = makeVote(NULLIFY, 3n, 0);
    expect(engine.votesSent()).toContain(`${NULLIFY}@3`);
    engine.certificate(makeCertificate(FINALIZE, 7n, makeProposal(7n).hash));
    expect(engine.state).toMatchObject({ settled: 7n, floor: { view: 0n } });
    engine.vote(own);
    expect(engine.state.phase).toBe('running');
    engine.vote(makeVote(NULLIFY, 4n, 0));
    expect(engine.of('halt')).toEqual([{ type: 'halt', reason: 'key-used-elsewhere' }]);
  });

  it('is not killed by a forged vote, nor by an old one', () => {
    const engine = createHarness();
    engine.vote({ ...makeVote(NULLIFY, 1n, 0), signature: makeVote(NULLIFY, 1n, 1).signature });
    expect(engine.state.phase).toBe('running');
    const { block, hash } = makeProposal(7n);
    const certificate = makeCertificate(FINALIZE, 7n, hash);
    engine.send({ type: 'synced', floor: { header: block.header, certificate } });
    engine.vote(makeVote(NULLIFY, 6n, 0));
    expect(engine.state.phase).toBe('running');
  });

  it('outlives an old own vote after the node lost its blocks, and with them the floor', () => {
    const lost = makeProposal(5n);
    const finalization = makeCertificate(FINALIZE, 5n, lost.hash);
    const engine = createHarness({
      journal: [
        { type: 'vote', vote: makeVote(FINALIZE, 5n, 0, lost.hash) },
        { type: 'floor', view: 5n, height: 1n, finalization },
      ],
    });
    expect(engine.state).toMatchObject({ settled: 5n, floor: { view: 0n } });
    engine.vote(makeVote(NULLIFY, 3n, 0));
    engine.vote(makeVote(FINALIZE, 5n, 0, lost.hash));
    expect(engine.state.phase).toBe('running');
    // Beside its floor the journal forgets nothing, so this one is somebody else's.
    engine.vote(makeVote(NULLIFY, 5n, 0));
    expect(engine.of('halt')).toEqual([{ type: 'halt', reason: 'key-used-elsewhere' }]);
  });
});

describe('a follower', () => {
  it('never votes, and finalizes all the same', () => {
    const engine = createHarness({ self: 9 });
    bringTo(engine, FOREIGN);
    const { proposal, hash } = makeProposal(FOREIGN);
    engine.propose(proposal);
    engine.answer();
    engine.certificate(makeCertificate(NOTARIZE, FOREIGN, hash));
    engine.certificate(makeCertificate(FINALIZE, FOREIGN, hash));
    expect(engine.of('finalized')).toHaveLength(1);
    engine.after(200_000);
    expect(engine.votesSent()).toEqual([]);
    expect(engine.of('build')).toEqual([]);
  });
});

describe('step', () => {
  it('is a function: the same state and event give the same result, and nothing is changed', () => {
    const engine = createHarness();
    bringTo(engine, FOREIGN);
    const { state } = engine;
    const before = snapshot(state);
    const { proposal } = makeProposal(FOREIGN);
    const times = { now: engine.now, wall: WALL_MS + engine.now };
    const event = { type: 'proposal', proposal, peer: 'p', ...times } as const;
    const once = step(state, event);
    const twice = step(state, event);
    expect(snapshot(once)).toBe(snapshot(twice));
    expect(snapshot(state)).toBe(before);
    expect(once.state).not.toBe(state);
  });
});

function snapshot(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return `${inner}n`;
    return inner instanceof Map ? [...inner] : inner;
  });
}
