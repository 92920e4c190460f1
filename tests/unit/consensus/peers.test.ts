import { describe, expect, it } from 'vitest';
import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import {
  certificatesInRange,
  missedViewCount,
  ownPendingVotes,
  peerStatusOf,
  wantsCertificate,
  wantsProposal,
  wantsVote,
} from '../../../lib/consensus/read-state.ts';
import { MAX_REQUEST_ITEMS } from '../../../lib/core/limits.ts';
import { makeCertificate, makeProposal, makeVote, viewLedBy, WALL_MS } from './fixtures.ts';
import { bringTo, createHarness } from './harness.ts';

const FOREIGN = viewLedBy(0, 1n, false);

describe('status', () => {
  it('brings a peer that is behind up to date, once a second', () => {
    const ahead = createHarness();
    bringTo(ahead, 4n);
    ahead.certificate(makeCertificate(NOTARIZE, 4n, makeProposal(4n).hash));
    const behind = createHarness();
    const status = peerStatusOf(behind.state, WALL_MS);
    ahead.send({ type: 'status', peer: 'b', status });
    const sent = ahead.of('send');
    expect(sent.map((effect) => effect.peer)).toEqual(['b']);
    for (const { message } of sent) {
      if (message.type === 'certificate') behind.certificate(message.certificate);
    }
    expect(behind.state.view).toBe(5n);
    expect(ahead.send({ type: 'status', peer: 'b', status })).toEqual([]);
    ahead.after(1_000);
    ahead.send({ type: 'status', peer: 'b', status });
    expect(ahead.of('send')).toHaveLength(1);
  });

  it('asks a peer that is ahead for the newest certificates, whatever it claims', () => {
    const engine = createHarness();
    const status = { ...peerStatusOf(engine.state, WALL_MS), view: 1n << 60n };
    engine.send({ type: 'status', peer: 'b', status });
    const [request] = engine.of('fetch-certificates');
    expect(request?.toView).toBe((1n << 60n) - 1n);
    expect(Number((request?.toView ?? 0n) - (request?.fromView ?? 0n))).toBeLessThan(
      MAX_REQUEST_ITEMS,
    );
    expect(engine.send({ type: 'status', peer: 'b', status })).toEqual([]);
  });

  it('answers a request with what it holds, and no more than allowed', () => {
    const engine = createHarness();
    bringTo(engine, 100n);
    engine.send({ type: 'certificates-requested', peer: 'b', fromView: 90n, toView: 95n });
    expect(engine.of('send')).toHaveLength(6);
    expect(certificatesInRange(engine.state, 1n, 1_000n)).toHaveLength(MAX_REQUEST_ITEMS);
  });
});

describe('what gossip is worth forwarding', () => {
  it('wants each vote once, from this epoch and near the current view', () => {
    const engine = createHarness();
    const vote = makeVote(NULLIFY, 1n, 1);
    expect(wantsVote(engine.state, vote)).toBe(true);
    engine.vote(vote);
    expect(wantsVote(engine.state, vote)).toBe(false);
    expect(wantsVote(engine.state, makeVote(NULLIFY, 6n, 1))).toBe(false);
    const foreign = { ...vote, signer: 2, statement: { ...vote.statement, epoch: 1n } };
    expect(wantsVote(engine.state, foreign)).toBe(false);
    expect(wantsVote(engine.state, { ...vote, signer: 4 })).toBe(false);
  });

  it('wants a certificate until it has it, and a conflicting one always', () => {
    const engine = createHarness();
    const { hash } = makeProposal(1n);
    const certificate = makeCertificate(NOTARIZE, 1n, hash);
    expect(wantsCertificate(engine.state, certificate.statement)).toBe(true);
    engine.certificate(certificate);
    expect(wantsCertificate(engine.state, certificate.statement)).toBe(false);
    const other = makeProposal(1n, undefined, { transaction: 1 }).hash;
    expect(wantsCertificate(engine.state, { ...certificate.statement, digest: other })).toBe(true);
  });

  it('wants a proposal of the current view, and of an older one only for its block', () => {
    const engine = createHarness();
    const { proposal, hash } = makeProposal(1n);
    expect(wantsProposal(engine.state, proposal)).toBe(true);
    engine.certificate(makeCertificate(NULLIFY, 1n));
    expect(wantsProposal(engine.state, proposal)).toBe(false);
    engine.certificate(makeCertificate(NOTARIZE, 1n, hash));
    expect(wantsProposal(engine.state, proposal)).toBe(true);
    engine.propose(proposal);
    expect(engine.state.blocks.has(hash)).toBe(true);
    expect(wantsProposal(engine.state, proposal)).toBe(false);
  });
});

describe('what the page shows', () => {
  it('tells missed views and own votes that are not settled', () => {
    const engine = createHarness();
    bringTo(engine, FOREIGN);
    const { proposal, hash } = makeProposal(FOREIGN);
    engine.propose(proposal);
    engine.answer();
    engine.certificate(makeCertificate(NOTARIZE, FOREIGN, hash));
    expect(missedViewCount(engine.state)).toBe(Number(FOREIGN) - 1);
    const votes = ownPendingVotes(engine.state).map(({ statement }) => statement.kind);
    expect(votes).toEqual([NOTARIZE, FINALIZE]);
    engine.certificate(makeCertificate(FINALIZE, FOREIGN, hash));
    expect(ownPendingVotes(engine.state).filter((v) => v.statement.view <= FOREIGN)).toEqual([]);
  });
});
