import { describe, expect, it } from 'vitest';
import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { DELTA_MS } from '../../../lib/core/limits.ts';
import { leaderOf, makeCertificate, makeProposal, makeVote, viewLedBy } from './fixtures.ts';
import { bringTo, createHarness } from './harness.ts';

/** A view led by someone else, so that this node (0) only answers. */
const FOREIGN = viewLedBy(0, 1n, false);

describe('propose', () => {
  const mine = viewLedBy(0, 2n);

  it('writes block and vote before it sends them, with the nullifications walked over', () => {
    const engine = createHarness();
    bringTo(engine, mine);
    engine.send({ type: 'work', pending: true });
    engine.answer();
    const types = engine.effects.map((effect) => effect.type);
    expect(types.indexOf('persist')).toBeLessThan(types.indexOf('broadcast'));
    const records = engine.of('persist')[0]?.records.map((record) => record.type);
    expect(records).toEqual(['certificate', 'proposal']);
    const message = engine.of('broadcast')[0]?.message;
    const nullified = message?.type === 'proposal' ? message.proposal.nullifications : [];
    expect(nullified.map(({ statement }) => statement.view)).toEqual(
      Array.from({ length: Number(mine) - 1 }, (_, i) => BigInt(i) + 1n),
    );
  });

  it('waits until a block time has passed since the parent', () => {
    let view = viewLedBy(0, 3n);
    while (leaderOf(view - 1n) === 0) view = viewLedBy(0, view + 1n);
    const engine = createHarness();
    bringTo(engine, view - 1n);
    const parent = makeProposal(view - 1n, undefined, {
      timestampMs: engine.config.root.timestampMs + 10_000 + engine.now,
    });
    engine.send({ type: 'work', pending: true });
    engine.propose(parent.proposal);
    engine.answer();
    engine.certificate(makeCertificate(NOTARIZE, view - 1n, parent.hash));
    engine.answer();
    expect(engine.of('build')).toHaveLength(0);
    engine.after(499);
    expect(engine.of('build')).toHaveLength(0);
    engine.after(1);
    const [build] = engine.of('build');
    expect(build?.parent).toEqual(parent.block.header);
    expect(build?.timestampMs).toBe(parent.block.header.timestampMs + 500);
  });

  it('asks for what is missing on the way back, and builds when it has come', () => {
    const engine = createHarness();
    engine.certificate(makeCertificate(NULLIFY, mine - 1n));
    engine.send({ type: 'work', pending: true });
    if (mine > 2n) {
      const [request] = engine.of('fetch-certificates');
      expect(request).toMatchObject({ fromView: mine - 2n });
      for (let view = 1n; view < mine - 1n; view++) {
        engine.certificate(makeCertificate(NULLIFY, view));
      }
    }
    expect(engine.of('build').length + (mine > 2n ? 0 : 1)).toBeGreaterThan(0);
  });

  it('steps over a view that has both certificates while its block is missing', () => {
    const engine = createHarness();
    bringTo(engine, mine);
    engine.certificate(makeCertificate(NOTARIZE, mine - 1n, makeProposal(mine - 1n).hash));
    engine.send({ type: 'work', pending: true });
    expect(engine.of('build')[0]?.parent).toEqual(engine.config.root);
  });

  it('drops a block that was built for a view that is over', () => {
    const engine = createHarness();
    bringTo(engine, mine);
    engine.send({ type: 'work', pending: true });
    engine.certificate(makeCertificate(NULLIFY, mine));
    const { block } = makeProposal(mine);
    expect(engine.send({ type: 'block-built', view: mine, block })).toEqual([]);
  });
});

describe('notarize', () => {
  it('votes once for a justified valid block, after writing block, entry and vote', () => {
    const engine = createHarness();
    bringTo(engine, FOREIGN);
    engine.propose(makeProposal(FOREIGN).proposal);
    engine.answer();
    expect(engine.votesSent()).toEqual([`${NOTARIZE}@${FOREIGN}`]);
    const kinds = engine.of('persist')[0]?.records.map((record) => record.type);
    expect(kinds).toEqual(FOREIGN > 1n ? ['certificate', 'block', 'vote'] : ['block', 'vote']);
    engine.propose(makeProposal(FOREIGN).proposal);
    engine.answer();
    expect(engine.votesSent()).toEqual([]);
  });

  it('parks a proposal until every skipped view is nullified', () => {
    const view = viewLedBy(0, 4n, false);
    const engine = createHarness();
    engine.certificate(makeCertificate(NULLIFY, view - 1n));
    const { proposal } = makeProposal(view);
    engine.propose({ ...proposal, nullifications: proposal.nullifications.slice(1) });
    expect(engine.of('fetch-certificates')).toEqual([
      { type: 'fetch-certificates', fromView: 1n, toView: view - 1n },
    ]);
    engine.certificate(makeCertificate(NULLIFY, 1n));
    engine.answer();
    expect(engine.votesSent()).toEqual([`${NOTARIZE}@${view}`]);
  });

  it('enters the view that the certificates inside a proposal open', () => {
    const view = viewLedBy(0, 3n, false);
    const engine = createHarness();
    engine.propose(makeProposal(view).proposal);
    engine.answer();
    expect(engine.state.view).toBe(view);
    expect(engine.votesSent()).toEqual([`${NOTARIZE}@${view}`]);
  });

  it('waits for a block from a clock ahead', () => {
    const engine = createHarness();
    bringTo(engine, FOREIGN);
    const timestampMs = 1_900_000_000_000 + engine.now + 2_300;
    engine.propose(makeProposal(FOREIGN, undefined, { timestampMs }).proposal);
    engine.answer();
    expect(engine.votesSent()).toEqual([]);
    engine.after(300);
    engine.answer();
    expect(engine.votesSent()).toEqual([`${NOTARIZE}@${FOREIGN}`]);
  });

  it('never notarizes after nullifying', () => {
    const engine = createHarness();
    bringTo(engine, FOREIGN);
    engine.send({ type: 'work', pending: true });
    engine.after(60_000);
    expect(engine.votesSent()).toContain(`${NULLIFY}@${FOREIGN}`);
    engine.propose(makeProposal(FOREIGN).proposal);
    engine.answer();
    expect(engine.votesSent()).toEqual([]);
  });

  it('never notarizes on the certificate of another block, whatever the check of it says', () => {
    const view = viewLedBy(0, 2n, false);
    const parent = makeProposal(1n);
    const other = makeProposal(1n, undefined, { transaction: 1 });
    const certificate = makeCertificate(NOTARIZE, 1n, other.hash);
    const engine = createHarness();
    engine.send({ type: 'block-stored', block: parent.block });
    engine.propose(makeProposal(view, { header: parent.block.header, certificate }).proposal);
    engine.answer();
    expect(engine.state.view).toBe(view);
    expect(engine.votesSent()).toEqual([`${NULLIFY}@${view}`]);
  });

  it('refuses a malformed proposal and blames the peer', () => {
    const engine = createHarness();
    bringTo(engine, FOREIGN);
    const { proposal } = makeProposal(FOREIGN);
    const signer = (leaderOf(FOREIGN) + 1) % 4;
    engine.propose({ ...proposal, vote: { ...proposal.vote, signer } });
    expect(engine.of('penalise')).toHaveLength(1);
    expect(engine.state.views.get(FOREIGN)?.proposal).toBeUndefined();
  });
});

describe('voteFinalize', () => {
  it('finalizes what is notarized and valid, whichever block it notarized itself', () => {
    const engine = createHarness();
    bringTo(engine, FOREIGN);
    engine.propose(makeProposal(FOREIGN).proposal);
    engine.answer();
    const other = makeProposal(FOREIGN, undefined, { transaction: 1 });
    engine.certificate(makeCertificate(NOTARIZE, FOREIGN, other.hash));
    expect(engine.of('fetch')).toEqual([{ type: 'fetch', hash: other.hash }]);
    engine.send({ type: 'block-stored', block: other.block });
    engine.answer();
    expect(engine.votesSent()).toEqual([`${FINALIZE}@${FOREIGN}`]);
    const kinds = engine.of('persist').flatMap(({ records }) => records.map(({ type }) => type));
    expect(kinds).toEqual(['certificate', 'block', 'vote']);
  });

  it('never finalizes a view that it nullified', () => {
    const engine = createHarness();
    bringTo(engine, FOREIGN);
    const { proposal, hash } = makeProposal(FOREIGN);
    engine.send({ type: 'work', pending: true });
    engine.after(60_000);
    engine.propose(proposal);
    engine.answer();
    engine.certificate(makeCertificate(NOTARIZE, FOREIGN, hash));
    engine.answer();
    expect(engine.votesSent()).not.toContain(`${FINALIZE}@${FOREIGN}`);
  });
});

describe('nullify', () => {
  it('gives up at the proposal deadline, not before', () => {
    const engine = createHarness();
    bringTo(engine, FOREIGN);
    engine.send({ type: 'work', pending: true });
    const deltaMs = DELTA_MS[engine.state.backOff] as number;
    engine.after(500 + 2 * deltaMs - 1);
    expect(engine.votesSent()).toEqual([]);
    engine.after(1);
    expect(engine.votesSent()).toEqual([`${NULLIFY}@${FOREIGN}`]);
  });

  it('gives up at the view deadline although it notarized', () => {
    const engine = createHarness();
    bringTo(engine, FOREIGN);
    engine.propose(makeProposal(FOREIGN).proposal);
    engine.answer();
    const deltaMs = DELTA_MS[engine.state.backOff] as number;
    engine.after(500 + 4 * deltaMs - 1);
    expect(engine.votesSent()).not.toContain(`${NULLIFY}@${FOREIGN}`);
    engine.after(1);
    expect(engine.votesSent()).toContain(`${NULLIFY}@${FOREIGN}`);
  });

  it('gives up when the leader nullifies, equivocates, or proposes an invalid block', () => {
    const leader = leaderOf(FOREIGN);
    const nullifier = createHarness();
    bringTo(nullifier, FOREIGN);
    nullifier.send({ type: 'work', pending: true });
    nullifier.vote(makeVote(NULLIFY, FOREIGN, leader));
    expect(nullifier.votesSent()).toEqual([`${NULLIFY}@${FOREIGN}`]);

    const equivocator = createHarness();
    bringTo(equivocator, FOREIGN);
    equivocator.propose(makeProposal(FOREIGN).proposal);
    equivocator.propose(makeProposal(FOREIGN, undefined, { transaction: 1 }).proposal);
    expect(equivocator.votesSent()).toEqual([`${NULLIFY}@${FOREIGN}`]);

    const invalid = createHarness();
    bringTo(invalid, FOREIGN);
    const { proposal, hash } = makeProposal(FOREIGN);
    invalid.propose(proposal);
    invalid.send({ type: 'block-checked', hash, valid: false });
    expect(invalid.votesSent()).toEqual([`${NULLIFY}@${FOREIGN}`]);
  });

  it('gives up a view that it leads when it cannot build', () => {
    const view = viewLedBy(0, 2n);
    const engine = createHarness();
    bringTo(engine, view);
    engine.send({ type: 'work', pending: true });
    engine.send({ type: 'build-failed', view });
    expect(engine.votesSent()).toEqual([`${NULLIFY}@${view}`]);
  });
});

describe('retry', () => {
  it('repeats own votes, the entry and the highest notarization while nothing moves', () => {
    const view = viewLedBy(0, 2n, false);
    const engine = createHarness();
    bringTo(engine, view);
    engine.send({ type: 'work', pending: true });
    const deltaMs = DELTA_MS[engine.state.backOff] as number;
    engine.after(500 + 2 * deltaMs);
    engine.after(deltaMs);
    expect(engine.votesSent()).toEqual([`${NULLIFY}@${view}`]);
    const certificates = engine.of('broadcast').filter(({ message }) => {
      return message.type === 'certificate' && message.certificate.statement.view === view - 1n;
    });
    expect(certificates).toHaveLength(1);
    engine.after(deltaMs - 1);
    expect(engine.of('broadcast')).toEqual([]);
    engine.after(1);
    expect(engine.of('broadcast').length).toBeGreaterThan(0);
  });

  it('repeats the finalize vote of an unfinalized block ever more rarely', () => {
    const engine = createHarness();
    bringTo(engine, FOREIGN);
    const { proposal, hash } = makeProposal(FOREIGN);
    engine.propose(proposal);
    engine.answer();
    engine.certificate(makeCertificate(NOTARIZE, FOREIGN, hash));
    const times: number[] = [];
    const begin = engine.now;
    while (engine.now < begin + 100_000) {
      engine.after(250);
      if (engine.votesSent().includes(`${FINALIZE}@${FOREIGN}`)) times.push(engine.now - begin);
    }
    const gaps = times.slice(1).map((time, i) => time - (times[i] as number));
    expect(gaps.length).toBeGreaterThan(3);
    expect(Math.max(...gaps)).toBe(30_000);
    for (const [i, gap] of gaps.slice(1).entries()) {
      expect(gap).toBeGreaterThanOrEqual(gaps[i] as number);
    }
  });
});
