import { describe, expect, it } from 'vitest';
import { NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { makeCertificate, makeVote } from './fixtures.ts';
import { createHarness } from './harness.ts';

describe('a single member', () => {
  it('goes all the way in one step, and rests', () => {
    const engine = createHarness({ powers: [1n] });
    engine.send({ type: 'work', pending: true });
    engine.answer();
    expect(engine.of('finalized')).toHaveLength(1);
    expect(engine.of('verify-votes')).toHaveLength(0);
    expect(engine.of('build')).toHaveLength(1);
    engine.after(500);
    expect(engine.of('build')).toHaveLength(1);
  });

  it('ends its epoch in one step, too', () => {
    const engine = createHarness({ powers: [1n], isBoundary: true });
    engine.send({ type: 'work', pending: true });
    engine.answer();
    expect(engine.of('epoch-ended')).toHaveLength(1);
    expect(engine.state.phase).toBe('closed');
  });
});

describe.each([2, 3])('%i members of equal power', (count) => {
  const powers = Array.from({ length: count }, () => 1n);
  const others = powers.map((_, index) => index).slice(1);

  it('need all of them', () => {
    const engine = createHarness({ powers, self: 9 });
    for (const signer of others) engine.vote(makeVote(NULLIFY, 1n, signer));
    expect(engine.of('verify-votes')).toEqual([]);
    engine.vote(makeVote(NULLIFY, 1n, 0));
    expect(engine.of('verify-votes')).toHaveLength(1);
    engine.answer();
    expect(engine.state.view).toBe(2n);
  });
});

describe('powers (3, 1)', () => {
  it('make the first a quorum alone, whichever of the two leads', () => {
    const engine = createHarness({ powers: [3n, 1n] });
    engine.send({ type: 'work', pending: true });
    for (let i = 0; i < 40 && engine.state.floor.header.height < 3n; i++) {
      engine.answer();
      engine.after(60_000);
    }
    engine.answer();
    expect(engine.state.floor.header.height).toBeGreaterThanOrEqual(3n);
  });

  it('make the second nothing alone', () => {
    const engine = createHarness({ powers: [3n, 1n], self: 1 });
    engine.send({ type: 'work', pending: true });
    for (let i = 0; i < 10; i++) {
      engine.answer();
      engine.after(60_000);
    }
    expect(engine.state.view).toBe(1n);
    const memberCount = 2;
    engine.certificate(makeCertificate(NULLIFY, 1n, undefined, [0], { memberCount }));
    expect(engine.state.view).toBe(2n);
    expect(engine.votesSent()).not.toContain(`${NOTARIZE}@1`);
  });
});
