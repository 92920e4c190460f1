import { describe, expect, it } from 'vitest';
import { hashOfBlock } from '../../../lib/chain/block.ts';
import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { step } from '../../../lib/consensus/engine.ts';
import { peerStatusOf } from '../../../lib/consensus/read-state.ts';
import { createViewRecord } from '../../../lib/consensus/view.ts';
import type { Hash } from '../../../lib/core/bytes.ts';
import {
  MAX_CERTIFICATES_PER_VIEW,
  MAX_COMMITTEE_MEMBERS,
  MAX_DIGESTS_PER_SIGNER,
  MAX_FETCHED_ANCESTORS,
  MAX_HELD_BLOCKS,
  MAX_OPEN_VIEWS,
  MAX_RECENT_ACTIONS,
  MAX_TALLIES_PER_VIEW,
  MUTE_AUTHOR_VIEWS,
  PROPOSAL_WINDOW_AHEAD_VIEWS,
  VOTE_WINDOW_BEHIND_VIEWS,
} from '../../../lib/core/limits.ts';
import { makeCertificate, makeProposal, makeVote, WALL_MS } from './fixtures.ts';
import { bringTo, createHarness } from './harness.ts';

describe('bounds', () => {
  it('stops rather than hold more views than it may', () => {
    const engine = createHarness({ self: 9 });
    const views = new Map(
      Array.from({ length: MAX_OPEN_VIEWS }, (_, i) => {
        const view = BigInt(i) + 1n;
        return [view, createViewRecord(view, 0)] as const;
      }),
    );
    const certificate = makeCertificate(NULLIFY, BigInt(MAX_OPEN_VIEWS) + 1n);
    const times = { now: engine.now, wall: WALL_MS };
    const event = { type: 'certificate', certificate, peer: 'p', ...times } as const;
    expect(() => step({ ...engine.state, views }, event)).toThrow(/bound/);
  });

  it('holds at most so many blocks that nothing relies on', () => {
    const engine = createHarness({ self: 9 });
    for (let i = 0; i < MAX_HELD_BLOCKS + 5; i++) {
      const { block } = makeProposal(1n, undefined, { timestampMs: WALL_MS + i });
      engine.send({ type: 'block-stored', block });
    }
    expect(engine.state.blocks.size).toBe(MAX_HELD_BLOCKS);
  });

  it('answers no more than so many peers in a second', () => {
    const engine = createHarness();
    bringTo(engine, 3n);
    const recent = new Map(
      Array.from({ length: MAX_RECENT_ACTIONS }, (_, i) => [`${i}`, engine.now] as const),
    );
    const status = { ...peerStatusOf(engine.state, WALL_MS), view: 1n };
    const event = { type: 'status', peer: 'late', status, now: engine.now, wall: WALL_MS } as const;
    expect(step({ ...engine.state, recent }, event).effects).toEqual([]);
    expect(step(engine.state, event).effects).not.toEqual([]);
  });

  it('parks a proposal one view ahead, and one only', () => {
    const engine = createHarness({ self: 9 });
    bringTo(engine, 3n);
    const skipped = { nullifications: [] };
    engine.propose({ ...makeProposal(3n + PROPOSAL_WINDOW_AHEAD_VIEWS).proposal, ...skipped });
    engine.propose({ ...makeProposal(4n + PROPOSAL_WINDOW_AHEAD_VIEWS).proposal, ...skipped });
    expect(engine.state.views.get(4n)?.proposal).toBeDefined();
    expect(engine.state.views.get(5n)?.proposal).toBeUndefined();
  });

  it('stops rather than hold more statements or certificates of a view than there can be', () => {
    const engine = createHarness({ self: 9 });
    const statementOf = (i: number) => {
      const digest: Hash = `0x${(i + 1).toString(16).padStart(64, '0')}`;
      return { kind: NOTARIZE, epoch: 0n, view: 1n, digest } as const;
    };
    const tallies = Array.from({ length: MAX_TALLIES_PER_VIEW }, (_, i) => ({
      statement: statementOf(i),
      votes: [],
      base: undefined,
      checking: false,
    }));
    const views = new Map([[1n, { ...createViewRecord(1n, 0), tallies }]]);
    const times = { now: engine.now, wall: WALL_MS };
    const event = { type: 'vote', vote: makeVote(NULLIFY, 1n, 1), peer: 'p', ...times } as const;
    expect(() => step({ ...engine.state, views }, event)).toThrow(/bound/);
    expect(MAX_TALLIES_PER_VIEW).toBe(2 * MAX_DIGESTS_PER_SIGNER * MAX_COMMITTEE_MEMBERS + 1);
    expect(MAX_CERTIFICATES_PER_VIEW).toBe([NOTARIZE, NULLIFY, FINALIZE].length);
  });

  it('forgets the votes of views that are out of the window, and keeps their certificates', () => {
    const engine = createHarness({ self: 9 });
    engine.vote(makeVote(NULLIFY, 1n, 0));
    const last = 1n + VOTE_WINDOW_BEHIND_VIEWS;
    bringTo(engine, last);
    expect(engine.state.views.get(1n)?.tallies).toHaveLength(1);
    bringTo(engine, last + 1n);
    expect(engine.state.views.get(1n)?.tallies).toEqual([]);
    expect(engine.state.views.get(1n)?.certificates[NULLIFY]).toBeDefined();
    engine.vote(makeVote(NULLIFY, 1n, 0));
    expect(engine.state.views.get(1n)?.tallies).toEqual([]);
  });

  it('leaves a long gap to catching up by height', () => {
    const { block } = makeProposal(2n);
    for (const [excess, fetches] of [
      [0n, 1],
      [1n, 0],
    ] as const) {
      const height = MAX_FETCHED_ANCESTORS + excess;
      const parentHash = makeProposal(1n).hash;
      const far = { ...block, header: { ...block.header, height, parentHash } };
      const engine = createHarness();
      engine.certificate(makeCertificate(FINALIZE, 2n, hashOfBlock(far)));
      engine.send({ type: 'block-stored', block: far });
      expect(engine.of('fetch')).toHaveLength(fetches);
    }
  });

  it('listens again to an author of a bad share after a while', () => {
    const engine = createHarness({ self: 9 });
    const bad = { ...makeVote(NULLIFY, 1n, 1), signature: makeVote(NULLIFY, 9n, 1).signature };
    for (const vote of [bad, makeVote(NULLIFY, 1n, 2), makeVote(NULLIFY, 1n, 3)]) engine.vote(vote);
    engine.answer();
    const back = 1n + MUTE_AUTHOR_VIEWS;
    bringTo(engine, back - 1n);
    engine.vote(makeVote(NULLIFY, back, 1));
    expect(engine.state.views.get(back)?.tallies ?? []).toHaveLength(0);
    bringTo(engine, back);
    engine.vote(makeVote(NULLIFY, back, 1));
    expect(engine.state.views.get(back)?.tallies).toHaveLength(1);
  });
});
