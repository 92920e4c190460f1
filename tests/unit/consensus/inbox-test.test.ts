import { describe, expect, it } from 'vitest';
import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { makeCertificate, makeProposal, proposeAgain, viewLedBy } from './fixtures.ts';
import { bringTo, createHarness } from './harness.ts';

/** A view led by someone else, so that this node (0) only answers. */
const FOREIGN = viewLedBy(0, 1n, false);

/** An engine that holds a valid proposal, about which Ethereum has not answered yet. */
function createWaiting() {
  const engine = createHarness({ isConfirmed: false });
  bringTo(engine, FOREIGN);
  const proposed = makeProposal(FOREIGN);
  engine.propose(proposed.proposal);
  engine.answer();
  return { engine, ...proposed };
}

describe('the Ethereum test', () => {
  it('is asked once about a valid block, which is notarized when it passes', () => {
    const { engine, block, hash } = createWaiting();
    expect(engine.of('test-inbox')).toEqual([{ type: 'test-inbox', block }]);
    expect(engine.votesSent()).toEqual([]);
    engine.after(500);
    expect(engine.of('test-inbox')).toEqual([]);
    engine.send({ type: 'inbox-tested', hash });
    expect(engine.votesSent()).toEqual([`${NOTARIZE}@${FOREIGN}`]);
  });

  it('is not asked about an invalid block', () => {
    const engine = createHarness();
    bringTo(engine, FOREIGN);
    const { proposal, hash } = makeProposal(FOREIGN);
    engine.propose(proposal);
    engine.send({ type: 'block-checked', hash, valid: false });
    expect(engine.of('test-inbox')).toEqual([]);
  });

  it('ends with the view: what waits for it is given up, and is not invalid', () => {
    const { engine, hash } = createWaiting();
    engine.after(2_500);
    expect(engine.votesSent()).toEqual([]);
    engine.after(2_500);
    expect(engine.votesSent()).toContain(`${NULLIFY}@${FOREIGN}`);
    expect(engine.state.blocks.get(hash)?.status).toBe('valid');
    expect(engine.send({ type: 'inbox-tested', hash })).toEqual([]);
  });

  it('is of one block: the answer about another one changes nothing', () => {
    const { engine } = createWaiting();
    const { hash } = makeProposal(FOREIGN, undefined, { transaction: 1 });
    expect(engine.send({ type: 'inbox-tested', hash })).toEqual([]);
  });

  it('counts for nobody who votes to finalize what others notarized', () => {
    const { engine, hash } = createWaiting();
    engine.certificate(makeCertificate(NOTARIZE, FOREIGN, hash));
    expect(engine.votesSent()).toEqual([`${FINALIZE}@${FOREIGN}`]);
    expect(engine.state.phase).toBe('running');
  });

  it('is not asked about the boundary when it is proposed again', () => {
    const first = viewLedBy(0, 1n, false);
    const second = viewLedBy(0, first + 1n, false);
    const engine = createHarness({ isConfirmed: false });
    bringTo(engine, first);
    const boundary = makeProposal(first, undefined, { isBoundary: true });
    const justify = makeCertificate(NOTARIZE, first, boundary.hash);
    for (let view = first + 1n; view < second; view++) {
      engine.certificate(makeCertificate(NULLIFY, view));
    }
    engine.propose(proposeAgain(boundary, second, justify));
    engine.answer();
    expect(engine.of('test-inbox')).toEqual([]);
    expect(engine.votesSent()).toContain(`${NOTARIZE}@${second}`);
  });
});
