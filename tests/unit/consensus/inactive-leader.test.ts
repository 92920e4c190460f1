import { describe, expect, it } from 'vitest';
import { leaderIndex } from '../../../lib/chain/committee.ts';
import { NULLIFY } from '../../../lib/chain/statement.ts';
import { DELTA_MS, INACTIVE_AFTER_VIEWS } from '../../../lib/core/limits.ts';
import { configFor, makeCertificate, makeVote } from './fixtures.ts';
import { createHarness } from './harness.ts';

const SEVEN = [1n, 1n, 1n, 1n, 1n, 1n, 1n];
const ABSENT = 3;
const { committee, seed } = configFor(SEVEN, 0);
const VIEW = firstViewLedByAbsent(20n);

/** An engine in a view of the absent member, after views that others nullified. */
function arrive({ signers = [1, 2, 4, 5, 6], seenAt = 0n } = {}) {
  const engine = createHarness({ powers: SEVEN });
  for (let view = 1n; view < VIEW; view++) {
    if (view === seenAt) engine.vote(makeVote(NULLIFY, view, ABSENT));
    engine.certificate(makeCertificate(NULLIFY, view, undefined, signers, { memberCount: 7 }));
  }
  engine.send({ type: 'work', pending: true });
  return engine;
}

describe('a leader nobody has seen for four views', () => {
  it('is not waited for, once there is work', () => {
    expect(arrive().votesSent()).toEqual([`${NULLIFY}@${VIEW}`]);
  });

  it('is active again by one vote', () => {
    const engine = arrive({ seenAt: VIEW - INACTIVE_AFTER_VIEWS });
    expect(engine.votesSent()).toEqual([]);
    engine.after(500 + 2 * (DELTA_MS[engine.state.backOff] as number));
    expect(engine.votesSent()).toEqual([`${NULLIFY}@${VIEW}`]);
  });

  it('stays inactive by an older vote, and is waited for while no quorum was seen', () => {
    const tooOld = arrive({ seenAt: VIEW - INACTIVE_AFTER_VIEWS - 1n });
    expect(tooOld.votesSent()).toEqual([`${NULLIFY}@${VIEW}`]);
    expect(arrive({ signers: [1, 2, 4] }).votesSent()).toEqual([]);
  });

  it('stays active though an older vote of it comes late', () => {
    const engine = arrive({ seenAt: VIEW - INACTIVE_AFTER_VIEWS });
    engine.vote(makeVote(NULLIFY, VIEW - INACTIVE_AFTER_VIEWS - 2n, ABSENT));
    expect(engine.votesSent()).toEqual([]);
  });

  it('does not lengthen the time-outs when its view fails; an active one does', () => {
    for (const [isSeen, longer] of [
      [false, 0],
      [true, 1],
    ] as const) {
      const engine = arrive(isSeen ? { seenAt: VIEW - 1n } : {});
      engine.restore({ ...engine.state, backOff: 2 });
      const signers = [1, 2, 4, 5, 6];
      engine.certificate(makeCertificate(NULLIFY, VIEW, undefined, signers, { memberCount: 7 }));
      expect(engine.state.backOff).toBe(2 + longer);
    }
  });
});

function firstViewLedByAbsent(from: bigint): bigint {
  for (let view = from; ; view++) if (leaderIndex(committee, seed, view) === ABSENT) return view;
}
