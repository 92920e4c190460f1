import { describe, expect, it } from 'vitest';
import { bitmapFromIndexes } from '../../../lib/chain/certificate.ts';
import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { wantsProposal, wantsVote } from '../../../lib/consensus/read-state.ts';
import type { Vote } from '../../../lib/consensus/types.ts';
import { assert } from '../../../lib/core/assert.ts';
import {
  checkVotes,
  leaderOf,
  makeCertificate,
  makeProposal,
  makeVote,
  viewLedBy,
} from './fixtures.ts';
import { bringTo, createHarness } from './harness.ts';

const FOREIGN = viewLedBy(0, 1n, false);
const first = makeProposal(FOREIGN);
const second = makeProposal(FOREIGN, undefined, { transaction: 1 });
const liar = 2;

function oneBit({ statement, signer, signature }: Vote) {
  return { statement, signers: bitmapFromIndexes([signer], 4), signature };
}

describe('votes that exclude each other', () => {
  it.each([
    ['two notarized blocks', NOTARIZE, first.hash, NOTARIZE, second.hash],
    ['two finalized blocks', FINALIZE, first.hash, FINALIZE, second.hash],
    ['nullified, then finalized', NULLIFY, undefined, FINALIZE, first.hash],
    ['finalized, then nullified', FINALIZE, first.hash, NULLIFY, undefined],
  ] as const)('are evidence, as certificates with one bit: %s', (_name, kindA, a, kindB, b) => {
    const engine = createHarness();
    const votes = [makeVote(kindA, 1n, liar, a), makeVote(kindB, 1n, liar, b)] as const;
    engine.vote(votes[0]);
    expect(engine.of('evidence')).toEqual([]);
    engine.vote(votes[1]);
    expect(engine.of('evidence')).toEqual([
      { type: 'evidence', first: oneBit(votes[0]), second: oneBit(votes[1]) },
    ]);
    engine.vote(votes[1]);
    expect(engine.effects).toEqual([]);
  });

  it.each([
    ['notarizes, then nullifies', NOTARIZE, first.hash, NULLIFY, undefined],
    ['finalizes another block than it notarized', NOTARIZE, first.hash, FINALIZE, second.hash],
  ] as const)('are not what an honest member does: %s', (_name, kindA, a, kindB, b) => {
    const engine = createHarness();
    engine.vote(makeVote(kindA, 1n, liar, a));
    engine.vote(makeVote(kindB, 1n, liar, b));
    expect(engine.of('evidence')).toEqual([]);
  });

  it('are kept after the first of them was checked and summed', () => {
    const engine = createHarness({ self: 9 });
    bringTo(engine, FOREIGN);
    for (const signer of [1, 2, 3]) engine.vote(makeVote(NOTARIZE, FOREIGN, signer, first.hash));
    engine.answer();
    const { certificates } = engine.state.views.get(FOREIGN) ?? {};
    expect(certificates?.[NOTARIZE]).toBeDefined();
    const other = makeVote(NOTARIZE, FOREIGN, liar, second.hash);
    engine.vote(other);
    expect(engine.of('evidence')).toEqual([
      { type: 'evidence', first: certificates?.[NOTARIZE], second: oneBit(other) },
    ]);
  });

  it('are kept when a larger batch takes the place of the one that a share came with', () => {
    const engine = createHarness({ self: 9, powers: [3n, 3n, 2n, 2n] });
    for (const signer of [0, 1, 3]) engine.vote(makeVote(NOTARIZE, 1n, signer, first.hash));
    const [check] = engine.of('verify-votes');
    assert(check, 'a quorum is checked');
    const certificate = makeCertificate(NOTARIZE, 1n, first.hash, [1, 2, 3]);
    engine.certificate(certificate);
    const { statement } = check;
    engine.send({ type: 'votes-verified', statement, ...checkVotes(engine.config, check) });
    const other = makeVote(NOTARIZE, 1n, liar, second.hash);
    engine.vote(other);
    expect(engine.of('evidence')).toEqual([
      { type: 'evidence', first: certificate, second: oneBit(other) },
    ]);
  });

  it('convict at the floor, too, while late votes for it are taken', () => {
    const engine = createHarness({ self: 9 });
    bringTo(engine, FOREIGN);
    engine.propose(first.proposal);
    engine.answer();
    const certificate = makeCertificate(FINALIZE, FOREIGN, first.hash);
    engine.certificate(certificate);
    expect(engine.state.floor.view).toBe(FOREIGN);
    const nullify = makeVote(NULLIFY, FOREIGN, liar);
    expect(wantsVote(engine.state, nullify)).toBe(true);
    engine.vote(nullify);
    expect(engine.of('evidence')).toEqual([
      { type: 'evidence', first: certificate, second: oneBit(nullify) },
    ]);
    expect(wantsVote(engine.state, nullify)).toBe(false);
    expect(engine.state.phase).toBe('running');
  });
});

describe('a certificate', () => {
  it('convicts who voted against it, once', () => {
    const engine = createHarness({ self: 9 });
    const vote = makeVote(NULLIFY, FOREIGN, liar);
    engine.vote(vote);
    const certificate = makeCertificate(FINALIZE, FOREIGN, first.hash);
    engine.certificate(certificate);
    expect(engine.of('evidence')).toEqual([
      { type: 'evidence', first: oneBit(vote), second: certificate },
    ]);
    engine.vote(makeVote(FINALIZE, FOREIGN, liar, first.hash));
    expect(engine.of('evidence')).toEqual([]);
  });

  it('does not accuse again whom two votes convicted, nor who signed one side only', () => {
    const engine = createHarness({ self: 9 });
    engine.vote(makeVote(NOTARIZE, FOREIGN, liar, second.hash));
    engine.vote(makeVote(NOTARIZE, FOREIGN, 0, second.hash));
    engine.vote(makeVote(NOTARIZE, FOREIGN, liar, first.hash));
    expect(engine.of('evidence')).toHaveLength(1);
    engine.certificate(makeCertificate(NOTARIZE, FOREIGN, first.hash));
    expect(engine.of('evidence')).toEqual([]);
  });

  it('made here of votes against another is noticed as its opposite', () => {
    const engine = createHarness({ self: 9 });
    engine.certificate(makeCertificate(NOTARIZE, FOREIGN, first.hash, [0, 1, 3]));
    for (const signer of [1, 2, 3]) engine.vote(makeVote(NOTARIZE, FOREIGN, signer, second.hash));
    engine.answer();
    expect(engine.of('halt')).toEqual([{ type: 'halt', reason: 'conflicting-certificates' }]);
  });
});

describe("a leader's second block", () => {
  const leader = leaderOf(FOREIGN);

  it('is evidence in the current view', () => {
    const engine = createHarness();
    bringTo(engine, FOREIGN);
    engine.propose(first.proposal);
    engine.propose(second.proposal);
    expect(engine.of('evidence')).toEqual([
      {
        type: 'evidence',
        first: oneBit(makeVote(NOTARIZE, FOREIGN, leader, first.hash)),
        second: oneBit(makeVote(NOTARIZE, FOREIGN, leader, second.hash)),
      },
    ]);
  });

  it('is wanted once more after the view is over, because it convicts', () => {
    const engine = createHarness();
    bringTo(engine, FOREIGN);
    engine.propose(first.proposal);
    bringTo(engine, FOREIGN + 1n);
    expect(wantsProposal(engine.state, first.proposal)).toBe(false);
    expect(wantsProposal(engine.state, second.proposal)).toBe(true);
    engine.propose(second.proposal);
    expect(engine.of('evidence')).toHaveLength(1);
    expect(wantsProposal(engine.state, second.proposal)).toBe(false);
  });
});
