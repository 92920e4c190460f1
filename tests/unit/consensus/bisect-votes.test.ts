import { describe, expect, it } from 'vitest';
import { NULLIFY } from '../../../lib/chain/statement.ts';
import { bisectVotes } from '../../../lib/consensus/bisect-votes.ts';
import type { Vote } from '../../../lib/consensus/types.ts';
import { fakeAggregate, fakeSign, fakeVerify } from '../../simulation/fake-signatures.ts';
import { checkVotes, configFor, makeVote } from './fixtures.ts';

describe('bisection', () => {
  it('names exactly the bad ones, for every bad subset of 8', () => {
    const votes = Array.from({ length: 8 }, (_, signer) => makeVote(NULLIFY, 1n, signer));
    for (let mask = 0; mask < 256; mask++) {
      const isBad = (vote: Vote) => ((mask >> vote.signer) & 1) === 1;
      const { passed, bad, checks } = search(votes, (subset) => !subset.some(isBad));
      expect(bad).toEqual(votes.filter(isBad));
      expect(passed).toEqual(votes.filter((vote) => !isBad(vote)));
      expect(checks).toBeLessThanOrEqual(15);
      if (mask === 0) expect(checks).toBe(1);
    }
  });

  it('keeps two bad shares that cancel in one batch: their sum is valid', () => {
    const config = configFor([1n, 1n, 1n, 1n], 0);
    const votes = [0, 1, 2].map((signer) => makeVote(NULLIFY, 1n, signer));
    const [a, b, c] = votes as [Vote, Vote, Vote];
    const swapped = [{ ...a, signature: b.signature }, { ...b, signature: a.signature }, c];
    const result = checkVotes(config, { statement: a.statement, votes: swapped, base: undefined });
    expect(result.bad).toEqual([]);
    expect(result.signature).toBe(fakeAggregate(votes.map((vote) => vote.signature)));
  });

  it('adds the base to what passed', () => {
    const config = configFor([1n, 1n, 1n, 1n], 0);
    const [base, good, bad] = [0, 1, 2].map((signer) => makeVote(NULLIFY, 1n, signer)) as [
      Vote,
      Vote,
      Vote,
    ];
    const forged = { ...bad, signature: fakeSign(3, Uint8Array.of(1)) };
    const result = checkVotes(config, {
      statement: base.statement,
      votes: [good, forged],
      base: { signers: [0], signature: base.signature },
    });
    expect(result.signers).toEqual([0, 1]);
    expect(result.bad).toEqual([2]);
    expect(fakeVerify([2], Uint8Array.of(1), forged.signature)).toBe(false);
  });
});

function search(votes: readonly Vote[], isGood: (subset: readonly Vote[]) => boolean) {
  const generator = bisectVotes(votes);
  let checks = 0;
  let next = generator.next();
  while (!next.done) {
    checks++;
    next = generator.next(isGood(next.value));
  }
  return { ...next.value, checks };
}
