import { describe, expect, it } from 'vitest';
import { hashOfHeader } from '../../../lib/chain/header.ts';
import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { ownPendingVotes, peerStatusOf } from '../../../lib/consensus/read-state.ts';
import type { RecordBody } from '../../../lib/consensus/types.ts';
import {
  configFor,
  makeCertificate,
  makeProposal,
  makeRootCertificate,
  makeVote,
  viewLedBy,
  WALL_MS,
} from './fixtures.ts';
import { bringTo, createHarness } from './harness.ts';

const FOREIGN = viewLedBy(0, 1n, false);
const MINE = viewLedBy(0);
const { root } = configFor([1n, 1n, 1n, 1n], 0, 1n);
const rootHash = hashOfHeader(root);

/** The first block of epoch 1, with another certificate of its parent. */
function firstBlock(certificate = makeRootCertificate()) {
  return makeProposal(FOREIGN, { header: root, certificate }, { epoch: 1n });
}

describe('a new epoch', () => {
  it('begins at view 1 above its root, whatever views the epoch before had', () => {
    const { state } = createHarness({ epoch: 1n });
    expect(state.view).toBe(1n);
    expect(state.floor).toMatchObject({ view: 0n, hash: rootHash });
    expect(state.entry).toEqual(makeRootCertificate());
    expect(state.settled).toBe(0n);
  });

  it('builds its first block on the root, with the finalization that ended the last', () => {
    const engine = createHarness({ epoch: 1n });
    bringTo(engine, MINE);
    engine.send({ type: 'work', pending: true });
    const [build] = engine.of('build');
    expect(build?.parent).toEqual(root);
    expect(build?.parentCertificate).toEqual(makeRootCertificate());
    engine.answer();
    expect(engine.votesSent()).toContain(`${NOTARIZE}@${MINE}`);
  });

  it.each([5n, 7n, 9n])('takes a finalization of the root at view %i', (view) => {
    const engine = createHarness({ epoch: 1n });
    bringTo(engine, FOREIGN);
    const { block, hash } = firstBlock(makeRootCertificate(view));
    const own = makeProposal(FOREIGN, undefined, { epoch: 1n });
    const vote = makeVote(NOTARIZE, FOREIGN, own.proposal.vote.signer, hash, 1n);
    engine.propose({ ...own.proposal, block, vote });
    engine.answer();
    expect(engine.votesSent()).toEqual([`${NOTARIZE}@${FOREIGN}`]);
  });

  it.each([
    ['at a view below the root', makeRootCertificate(4n)],
    ['that only notarizes it', makeCertificate(NOTARIZE, 7n, rootHash)],
    ['of an epoch long ago', makeCertificate(FINALIZE, 7n, rootHash, [1, 2, 3], { epoch: 5n })],
    ['of another block', makeCertificate(FINALIZE, 7n, makeProposal(5n).hash)],
  ])('refuses a first block with a certificate %s', (_name, certificate) => {
    const engine = createHarness({ epoch: 1n });
    bringTo(engine, FOREIGN);
    const { block, hash } = firstBlock(certificate);
    const own = makeProposal(FOREIGN, undefined, { epoch: 1n });
    const vote = makeVote(NOTARIZE, FOREIGN, own.proposal.vote.signer, hash, 1n);
    engine.propose({ ...own.proposal, block, vote });
    expect(engine.votesSent()).toEqual([`${NULLIFY}@${FOREIGN}`]);
  });

  it('refuses a first block without a certificate, as only genesis needs none', () => {
    const engine = createHarness({ epoch: 1n });
    bringTo(engine, FOREIGN);
    const { block } = firstBlock();
    const { parentCertificate: _, ...body } = block.body;
    const own = makeProposal(FOREIGN, undefined, { epoch: 1n });
    engine.propose({ ...own.proposal, block: { ...block, body } });
    expect(engine.votesSent()).toEqual([`${NULLIFY}@${FOREIGN}`]);
  });

  it('writes down no certificate of the epoch before, even of a view with the same number', () => {
    const engine = createHarness({ epoch: 1n });
    engine.vote(makeVote(NULLIFY, 1n, 1, undefined, 1n));
    engine.send({ type: 'work', pending: true });
    engine.after(60_000);
    expect(engine.votesSent()).toContain(`${NULLIFY}@1`);
    const records = engine.of('persist').flatMap((effect) => effect.records);
    expect(records.map((record) => record.type)).toEqual(['vote']);
  });

  it('hears nothing of other epochs', () => {
    const engine = createHarness({ epoch: 1n });
    engine.certificate(makeCertificate(NULLIFY, 1n));
    engine.vote(makeVote(NULLIFY, 1n, 1));
    engine.vote(makeVote(NULLIFY, 1n, 0));
    engine.propose(makeProposal(1n).proposal);
    expect(engine.state.view).toBe(1n);
    expect(engine.state.phase).toBe('running');
    expect(engine.state.views.get(1n)?.tallies).toEqual([]);
  });

  it('tells a neighbour of the last epoch that its boundary is final, once a second', () => {
    const engine = createHarness({ epoch: 1n });
    const status = { ...peerStatusOf(engine.state, WALL_MS), epoch: 0n, view: 30n };
    engine.send({ type: 'status', peer: 'b', status });
    const certificate = makeRootCertificate();
    expect(engine.effects).toEqual([
      { type: 'send', peer: 'b', message: { type: 'certificate', certificate } },
    ]);
    expect(engine.send({ type: 'status', peer: 'b', status })).toEqual([]);
    expect(engine.send({ type: 'status', peer: 'c', status: { ...status, epoch: 2n } })).toEqual(
      [],
    );
  });
});

describe('restart in a new epoch', () => {
  const { block, hash } = firstBlock();
  const floor: RecordBody = {
    type: 'floor',
    view: 7n,
    height: root.height,
    finalization: makeRootCertificate(),
  };
  const before: RecordBody[] = [
    { type: 'certificate', certificate: makeCertificate(NULLIFY, 8n) },
    { type: 'vote', vote: makeVote(NOTARIZE, 5n, 0, rootHash) },
    { type: 'vote', vote: makeVote(NULLIFY, 9n, 0) },
    floor,
  ];
  const now: RecordBody[] = [
    { type: 'block', block },
    { type: 'vote', vote: makeVote(NOTARIZE, FOREIGN, 0, hash, 1n) },
  ];

  it('is bound by the records of this epoch only', () => {
    const engine = createHarness({ epoch: 1n, journal: [...before, ...now] });
    expect(engine.state.phase).toBe('running');
    expect(engine.state.view).toBe(FOREIGN);
    expect(ownPendingVotes(engine.state).map(({ statement }) => statement)).toEqual([
      { kind: NOTARIZE, epoch: 1n, view: FOREIGN, digest: hash },
    ]);
    expect([...engine.state.blocks.keys()]).toEqual([hash]);
  });

  it('goes through the last epoch again when its boundary was not stored yet', () => {
    const engine = createHarness({ journal: [...before, ...now] });
    expect(engine.state.settled).toBe(7n);
    expect(engine.of('halt')).toEqual([]);
    expect(engine.state.blocks.size).toBe(0);
    const votes = ownPendingVotes(engine.state).map(({ statement }) => statement.view);
    expect(votes).toEqual([5n, 9n]);
  });
});
