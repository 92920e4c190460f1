import { describe, expect, it } from 'vitest';
import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { DELTA_MS, HEARTBEAT_MS } from '../../../lib/core/limits.ts';
import { makeCertificate, makeProposal, makeVote, viewLedBy } from './fixtures.ts';
import { bringTo, createHarness } from './harness.ts';

/** A view led by someone else, so that this node (0) only answers. */
const _FOREIGN = viewLedBy(0, 1n, false);

describe('assemble', () => {
  it('checks all shares together at quorum, and sends the certificate', () => {
    const engine = createHarness({ self: 9 });
    engine.vote(makeVote(NULLIFY, 1n, 1));
    engine.vote(makeVote(NULLIFY, 1n, 2));
    expect(engine.of('verify-votes')).toHaveLength(0);
    engine.vote(makeVote(NULLIFY, 1n, 3));
    expect(engine.of('verify-votes')[0]?.votes).toHaveLength(3);
    engine.answer();
    const sent = engine.of('broadcast').map((effect) => effect.message.type);
    expect(sent).toContain('certificate');
    expect(engine.state.view).toBe(2n);
  });

  it('mutes the author of a bad share, keeps the others and waits for more', () => {
    const engine = createHarness({ powers: [1n, 1n, 1n, 1n, 1n], self: 9 });
    const bad = { ...makeVote(NULLIFY, 1n, 1), signature: makeVote(NULLIFY, 9n, 1).signature };
    engine.vote(bad);
    for (const signer of [2, 3, 4]) engine.vote(makeVote(NULLIFY, 1n, signer));
    engine.answer();
    expect(engine.state.view).toBe(1n);
    engine.vote(makeVote(NULLIFY, 2n, 1));
    expect(engine.state.views.get(2n)).toBeUndefined();
    engine.vote(makeVote(NULLIFY, 1n, 0));
    const [question] = engine.of('verify-votes');
    expect(question?.votes.map((vote) => vote.signer)).toEqual([0]);
    expect(question?.base?.signers).toEqual([2, 3, 4]);
    engine.answer();
    expect(engine.state.view).toBe(2n);
  });

  it('weighs power, not heads', () => {
    const engine = createHarness({ powers: [3n, 1n], self: 1 });
    engine.vote(makeVote(NULLIFY, 1n, 0));
    expect(engine.of('verify-votes')).toHaveLength(1);
  });

  it('counts a signer once per kind and view, and one conflicting vote', () => {
    const engine = createHarness();
    const digests = [1, 2, 3].map((i) => makeProposal(1n, undefined, { transaction: i }).hash);
    for (const digest of digests) engine.vote(makeVote(FINALIZE, 1n, 1, digest));
    engine.vote(makeVote(FINALIZE, 1n, 1, digests[0]));
    expect(engine.state.views.get(1n)?.tallies).toHaveLength(2);
  });

  it('ignores votes outside the window', () => {
    const engine = createHarness();
    bringTo(engine, 80n);
    engine.vote(makeVote(NULLIFY, 85n, 1));
    engine.vote(makeVote(NULLIFY, 15n, 1));
    expect(engine.state.views.get(85n)).toBeUndefined();
    expect(engine.state.views.get(15n)?.tallies).toHaveLength(0);
    engine.vote(makeVote(NULLIFY, 84n, 1));
    engine.vote(makeVote(NULLIFY, 16n, 1));
    expect(engine.state.views.get(84n)?.tallies).toHaveLength(1);
    expect(engine.state.views.get(16n)?.tallies).toHaveLength(1);
  });
});

describe('enter', () => {
  it('follows any certificate, over gaps', () => {
    const engine = createHarness();
    engine.certificate(makeCertificate(NULLIFY, 5n));
    expect(engine.state.view).toBe(6n);
    engine.certificate(makeCertificate(NOTARIZE, 9n, makeProposal(9n).hash));
    expect(engine.state.view).toBe(10n);
    engine.certificate(makeCertificate(NULLIFY, 7n));
    expect(engine.state.view).toBe(10n);
  });

  it('backs off after an active leader failed, up to the longest delay', () => {
    const engine = createHarness({ self: 9 });
    const everybody = [0, 1, 2, 3];
    for (let view = 1n; view <= 40n; view++) {
      engine.certificate(makeCertificate(NULLIFY, view, undefined, everybody));
      if (view === 8n) expect(engine.state.backOff).toBe(8);
    }
    expect(engine.state.backOff).toBe(DELTA_MS.length - 1);
  });

  it('does not back off for a leader nobody has seen for long', () => {
    const engine = createHarness({ self: 9 });
    const absent = 3;
    const start = viewLedBy(absent, 20n);
    const present = [0, 1, 2];
    for (let view = 1n; view <= start; view++) {
      const before = engine.state.backOff;
      engine.certificate(makeCertificate(NULLIFY, view, undefined, present));
      if (view === start) expect(engine.state.backOff).toBe(before);
    }
  });
});

describe('finalizeChain', () => {
  it('fetches and checks what is missing, writes the floor, then reports', () => {
    const engine = createHarness();
    const first = makeProposal(1n);
    const parent = {
      header: first.block.header,
      certificate: makeCertificate(NOTARIZE, 1n, first.hash),
    };
    const second = makeProposal(2n, parent);
    engine.certificate(makeCertificate(FINALIZE, 2n, second.hash));
    expect(engine.of('fetch')).toEqual([{ type: 'fetch', hash: second.hash }]);
    engine.send({ type: 'block-stored', block: second.block });
    expect(engine.of('fetch')).toEqual([{ type: 'fetch', hash: first.hash }]);
    engine.send({ type: 'block-stored', block: first.block });
    engine.answer();
    const types = engine.effects.map((effect) => effect.type);
    expect(types.indexOf('persist')).toBeLessThan(types.indexOf('finalized'));
    expect(engine.of('finalized')[0]?.blocks).toEqual([first.block, second.block]);
    expect(engine.state.floor.view).toBe(2n);
    expect(engine.state.blocks.size).toBe(0);
    expect([...engine.state.views.keys()].every((view) => view > 2n)).toBe(true);
  });

  it('asks again for a missing block, once a second', () => {
    const engine = createHarness();
    engine.certificate(makeCertificate(FINALIZE, 2n, makeProposal(2n).hash));
    engine.after(500);
    expect(engine.of('fetch')).toHaveLength(0);
    engine.after(500);
    expect(engine.of('fetch')).toHaveLength(1);
  });

  it('takes a floor that the node reached by height', () => {
    const engine = createHarness();
    const { block, hash } = makeProposal(7n);
    const certificate = makeCertificate(FINALIZE, 7n, hash);
    engine.send({ type: 'synced', floor: { header: block.header, certificate } });
    expect(engine.of('persist')[0]?.records[0]?.type).toBe('floor');
    expect(engine.state.view).toBe(8n);
    engine.send({ type: 'synced', floor: { header: block.header, certificate } });
    expect(engine.effects).toEqual([]);
  });
});

describe('arm', () => {
  it('keeps an idle chain silent until the heartbeat', () => {
    const engine = createHarness();
    bringTo(engine, viewLedBy(0));
    expect(engine.after(HEARTBEAT_MS - 1).filter((effect) => effect.type === 'build')).toEqual([]);
    engine.after(1);
    expect(engine.of('build')).toHaveLength(1);
  });

  it('starts the deadlines at work, a proposal, or nullify votes of an honest witness', () => {
    const byWork = createHarness();
    byWork.send({ type: 'work', pending: true });
    expect(byWork.state.armedAt).toBe(byWork.now);
    const byProposal = createHarness();
    byProposal.propose(makeProposal(1n).proposal);
    expect(byProposal.state.armedAt).toBe(byProposal.now);
    const byVotes = createHarness();
    byVotes.vote(makeVote(NULLIFY, 1n, 1));
    expect(byVotes.state.armedAt).toBeUndefined();
    byVotes.vote(makeVote(NULLIFY, 1n, 2));
    expect(byVotes.state.armedAt).toBe(byVotes.now);
  });

  it('sets its alarm anew after a freeze, which may have swallowed it', () => {
    const engine = createHarness();
    const { alarmAt } = engine.state;
    expect(alarmAt).toBeDefined();
    engine.send({ type: 'resumed' });
    expect(engine.of('set-alarm')).toEqual([{ type: 'set-alarm', at: alarmAt }]);
  });

  it('waits after a freeze, so that peers can tell what was missed', () => {
    const engine = createHarness();
    engine.send({ type: 'work', pending: true });
    engine.send({ type: 'resumed' });
    expect(engine.state.armedAt).toBeUndefined();
    engine.after(2 * DELTA_MS[0] - 1);
    expect(engine.state.armedAt).toBeUndefined();
    engine.after(1);
    expect(engine.state.armedAt).toBe(engine.now);
  });
});
