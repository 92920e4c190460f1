import { describe, expect, it } from 'vitest';
import { runTwins } from './run-twins.ts';
import { caseAt, countCases } from './twins-case.ts';

/** More of them: `npm run simulate:twins`. */
const CASES = 240;

describe('twins', () => {
  it('never make others disagree, nor stop them', { timeout: 600_000 }, async () => {
    const { cases, failures, counters } = await runTwins({ cases: CASES });
    expect(failures).toEqual([]);
    expect(cases).toBe(CASES);
    expect(counters['certificate/nullification']).toBeGreaterThan(CASES);
    expect(counters['evidence/reported']).toBeGreaterThan(0);
  });
});

describe('the enumeration of cases', () => {
  it('has each case once', () => {
    const count = Number(countCases(4, 1));
    const texts = Array.from({ length: count }, (_, i) => JSON.stringify(caseAt(4, 1, BigInt(i))));
    expect(new Set(texts).size).toBe(count);
    // Five processes are one piece, or two in 15 ways, or three in 25. Of two pieces one hears the
    // other or neither does; of three, there are 54 ways. Either the twins lead or somebody honest.
    expect(count).toBe((1 + 15 * 3 + 25 * 54) * 2);
  });

  it('names neither pieces nor those who lead for the first time', () => {
    const last = countCases(7, 5) - 1n;
    for (const index of [0n, last / 3n, last / 2n, last]) {
      const { rounds } = caseAt(7, 5, index);
      expect(rounds).toHaveLength(5);
      for (const { pieces } of rounds) expect(isGrowing(pieces)).toBe(true);
      expect(isGrowing([0, ...rounds.map(({ leader }) => leader)])).toBe(true);
    }
  });
});

/** Each number is at most one more than all before it. */
function isGrowing(values: readonly number[]): boolean {
  return values.every((value, i) => value <= Math.max(-1, ...values.slice(0, i)) + 1);
}
