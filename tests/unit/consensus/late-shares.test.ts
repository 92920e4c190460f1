import { describe, expect, it } from 'vitest';
import { indexesFromBitmap } from '../../../lib/chain/certificate.ts';
import { FINALIZE, NOTARIZE } from '../../../lib/chain/statement.ts';
import { leaderOf, makeCertificate, makeProposal, makeVote, viewLedBy } from './fixtures.ts';
import { bringTo, createHarness } from './harness.ts';

/** Node 0 leads the view after one that another member leads. */
const MINE = nextAfterForeign();
const PARENT = MINE - 1n;
const parent = makeProposal(PARENT);

const [EARLY = 0, LATE = 0] = [1, 2, 3].filter((member) => member !== leaderOf(PARENT));

/** The leader of the next view, holding the parent notarized by all but one. */
function asNextLeader() {
  const engine = createHarness();
  bringTo(engine, PARENT);
  engine.propose(parent.proposal);
  engine.answer();
  engine.vote(makeVote(NOTARIZE, PARENT, EARLY, parent.hash));
  engine.answer();
  expect(engine.state.view).toBe(MINE);
  return engine;
}

function signersInBlock(engine: ReturnType<typeof createHarness>): number[] {
  engine.send({ type: 'work', pending: true });
  if (engine.of('build').length === 0) engine.after(500);
  const certificate = engine.of('build')[0]?.parentCertificate;
  return indexesFromBitmap(certificate?.signers ?? '0x');
}

describe('a share that comes after the certificate', () => {
  it('is checked by the next leader and enlarges what its block carries', () => {
    const engine = asNextLeader();
    engine.vote(makeVote(NOTARIZE, PARENT, LATE, parent.hash));
    const [question] = engine.of('verify-votes');
    expect(question?.votes.map(({ signer }) => signer)).toEqual([LATE]);
    expect(question?.base?.signers).toHaveLength(3);
    engine.answer();
    expect(signersInBlock(engine)).toEqual([0, 1, 2, 3]);
  });

  it('counts when the block is final already', () => {
    const engine = asNextLeader();
    engine.certificate(makeCertificate(FINALIZE, PARENT, parent.hash, [1, 2, 3]));
    if (engine.state.floor.view !== PARENT) throw new TypeError('the parent is the floor');
    engine.vote(makeVote(NOTARIZE, PARENT, LATE, parent.hash));
    engine.answer();
    expect(signersInBlock(engine)).toEqual([0, 1, 2, 3]);
  });

  it('is not waited for', () => {
    const engine = asNextLeader();
    engine.vote(makeVote(NOTARIZE, PARENT, LATE, parent.hash));
    expect(signersInBlock(engine)).toHaveLength(3);
  });

  it('costs who does not lead nothing, and a bad one its author attention', () => {
    const follower = createHarness({ self: 9 });
    follower.certificate(
      makeCertificate(
        NOTARIZE,
        PARENT,
        parent.hash,
        [0, 1, 2, 3].filter((m) => m !== LATE),
      ),
    );
    follower.vote(makeVote(NOTARIZE, PARENT, LATE, parent.hash));
    expect(follower.of('verify-votes')).toEqual([]);

    const engine = asNextLeader();
    const bad = makeVote(NOTARIZE, PARENT, LATE, parent.hash);
    engine.vote({ ...bad, signature: makeVote(NOTARIZE, 9n, LATE, parent.hash).signature });
    engine.answer();
    expect(signersInBlock(engine)).toHaveLength(3);
    expect(engine.state.mutedUntil[LATE]).toBeGreaterThan(engine.state.view);
  });

  it('adds to a larger certificate from the network, not to a smaller batch of its own', () => {
    const engine = createHarness({ powers: [1n, 1n, 1n, 1n, 1n, 1n, 1n], self: 9 });
    const options = { memberCount: 7 };
    const certificate = makeCertificate(NOTARIZE, 1n, parent.hash, [0, 1, 2, 3, 4, 5], options);
    engine.vote(makeVote(NOTARIZE, 1n, 6, parent.hash));
    engine.certificate(certificate);
    const [tally] = engine.state.views.get(1n)?.tallies ?? [];
    expect(tally?.base?.signers).toEqual([0, 1, 2, 3, 4, 5]);
    expect(tally?.votes.map(({ signer }) => signer)).toEqual([6]);
  });
});

function nextAfterForeign(): bigint {
  let view = viewLedBy(0, 2n);
  while (leaderOf(view - 1n) === 0) view = viewLedBy(0, view + 1n);
  return view;
}
