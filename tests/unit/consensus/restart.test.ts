import { describe, expect, it } from 'vitest';
import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { ownPendingVotes } from '../../../lib/consensus/read-state.ts';
import type { RecordBody, Vote } from '../../../lib/consensus/types.ts';
import { makeCertificate, makeProposal, makeVote, viewLedBy } from './fixtures.ts';
import { bringTo, createHarness } from './harness.ts';

const MINE = viewLedBy(0, 3n);

/** A node that votes in a few views, with everything it wrote. */
function liveAWhile() {
  const engine = createHarness();
  const written: RecordBody[] = [];
  const sent: Vote[] = [];
  const collect = () => {
    for (const effect of engine.effects) {
      if (effect.type === 'persist') written.push(...effect.records);
      if (effect.type !== 'broadcast') continue;
      if (effect.message.type === 'vote') sent.push(effect.message.vote);
      if (effect.message.type === 'proposal') sent.push(effect.message.proposal.vote);
    }
  };
  let parent: Parameters<typeof makeProposal>[1];
  for (let view = 1n; view < MINE; view++) {
    if (view === 2n) {
      engine.certificate(makeCertificate(NULLIFY, view));
      collect();
      continue;
    }
    const { proposal, hash, block } = makeProposal(view, parent);
    engine.propose(proposal);
    engine.answer();
    collect();
    const certificate = makeCertificate(NOTARIZE, view, hash);
    engine.certificate(certificate);
    engine.answer();
    collect();
    parent = { header: block.header, certificate };
  }
  engine.send({ type: 'work', pending: true });
  engine.answer();
  collect();
  engine.after(60_000);
  collect();
  return { engine, written, sent };
}

describe('restart', () => {
  const { engine, written, sent } = liveAWhile();

  it('has something to lose: votes of all kinds and an own proposal', () => {
    expect(new Set(sent.map((vote) => vote.statement.kind))).toEqual(
      new Set([NOTARIZE, NULLIFY, FINALIZE]),
    );
    expect(written.some((body) => body.type === 'proposal')).toBe(true);
  });

  it('remembers all own votes, the view, and what it must not build again', () => {
    const again = createHarness({ journal: written, isGuarded: false });
    expect(ownPendingVotes(again.state)).toEqual(ownPendingVotes(engine.state));
    expect(again.state.view).toBe(engine.state.view);
    again.send({ type: 'work', pending: true });
    again.send({ type: 'guard-passed' });
    again.answer();
    expect(again.of('build')).toEqual([]);
    expect(again.votesSent()).toContain(`${NOTARIZE}@${MINE}`);
  });

  it('never contradicts a vote that any prefix of the journal holds', () => {
    for (let length = 0; length <= written.length; length++) {
      const journal = written.slice(0, length);
      const again = createHarness({ journal });
      expect(again.state.phase).toBe('running');
      for (const vote of votesIn(journal)) {
        const { kind, view } = vote.statement;
        expect(again.state.views.get(view)?.mine[kind]).toEqual(vote);
        const entered = kind === FINALIZE ? view + 1n : view;
        expect(again.state.view >= entered).toBe(true);
      }
      again.answer();
      for (let i = 0; i < 5; i++) again.after(30_000);
      expect(again.state.phase).toBe('running');
      for (const vote of votesIn(journal)) {
        expect(again.state.views.get(vote.statement.view)?.mine[vote.statement.kind]).toEqual(vote);
      }
    }
  });

  it('reports a block as final again when the crash came before it was stored', () => {
    const { block, hash } = makeProposal(1n);
    const certificate = makeCertificate(FINALIZE, 1n, hash);
    const again = createHarness({
      journal: [
        { type: 'block', block },
        { type: 'floor', view: 1n, height: 1n, finalization: certificate },
      ],
    });
    again.send({ type: 'block-checked', hash, valid: true });
    expect(again.of('finalized')[0]?.blocks).toEqual([block]);
  });

  it('ignores what is older than the floor, and votes only above a floor record', () => {
    const { block, hash } = makeProposal(1n);
    const certificate = makeCertificate(FINALIZE, 1n, hash);
    const again = createHarness({ journal: written, floor: { header: block.header, certificate } });
    expect([...again.state.views.keys()].every((view) => view > 1n)).toBe(true);
  });

  it('votes on nothing up to a floor whose blocks were lost, and builds on it once they are back', () => {
    const next = viewLedBy(0, 6n, false);
    const at = next - 1n;
    const first = makeProposal(1n);
    const floor = makeProposal(at, parentOf(first, 1n));
    const finalization = makeCertificate(FINALIZE, at, floor.hash, [0, 1, 2]);
    // A late record of a lower view is left; the own votes of that view are forgotten.
    const engine = createHarness({
      journal: [
        { type: 'vote', vote: makeVote(FINALIZE, at, 0, floor.hash) },
        { type: 'certificate', certificate: makeCertificate(NULLIFY, 4n, undefined, [0, 1, 2]) },
        { type: 'floor', view: at, height: 2n, finalization },
      ],
    });
    expect([engine.state.phase, engine.state.view]).toEqual(['running', next]);
    const old = makeProposal(2n, parentOf(first, 1n));
    engine.propose(old.proposal);
    engine.certificate(makeCertificate(NOTARIZE, 2n, old.hash));
    engine.answer();
    expect(engine.votesSent()).toEqual([]);

    const child = makeProposal(next, parentOf(floor, at));
    engine.propose(child.proposal);
    expect(engine.votesSent(), 'not before the floor is executed again').toEqual([]);
    engine.send({ type: 'block-stored', block: floor.block });
    engine.send({ type: 'block-stored', block: first.block });
    engine.answer();
    expect(engine.state.floor.view).toBe(at);
    expect(engine.votesSent()).toEqual([`${NOTARIZE}@${next}`]);
  });

  it('refuses the journal of another key', () => {
    const engineOfAnother = createHarness({
      journal: [{ type: 'vote', vote: makeVote(NULLIFY, 1n, 2) }],
    });
    expect(engineOfAnother.state.phase).toBe('halted');
  });

  it('starts from an empty journal as new', () => {
    const fresh = createHarness();
    bringTo(fresh, 2n);
    expect(fresh.state.view).toBe(2n);
  });
});

function parentOf({ block, hash }: ReturnType<typeof makeProposal>, view: bigint) {
  return { header: block.header, certificate: makeCertificate(NOTARIZE, view, hash) };
}

function votesIn(journal: readonly RecordBody[]): Vote[] {
  return journal.flatMap((body) => {
    if (body.type === 'vote') return [body.vote];
    return body.type === 'proposal' ? [body.proposal.vote] : [];
  });
}
