import { describe, expect, it } from 'vitest';
import { checkPoints } from '../../../app/ask/person/_parts/check-points.ts';
import { askMessages } from '../../../lib/ui/ask-messages.ts';

const words = askMessages.writing.redeem;
const KARMA = {
  token: `0x${'7e'.repeat(20)}`,
  ...{ smallestUnitsPerPoint: 10n, pointsPerYear: 1_000n, leastPoints: 25n },
} as const;
const VIEW = { redeemable: 60n, leftThisYear: 50n, fundedSmallestUnits: 400n };

describe('points to be redeemed', () => {
  it('are checked before anything is signed', () => {
    const problemOf = (text: string, view = {}) =>
      checkPoints(text, KARMA, { ...VIEW, ...view }).problem;
    expect(checkPoints(' 40 ', KARMA, VIEW)).toEqual({ points: 40n });
    for (const text of ['', 'x', '2.5', '-30', '1'.repeat(16)]) {
      expect(problemOf(text), text).toBe(words.whole);
    }
    expect(problemOf('24')).toBe(words.least(25n));
    expect(problemOf('61')).toBe(words.tooMany);
    expect(problemOf('51')).toBe(words.yearSpent);
    expect(problemOf('41')).toBe(words.notFunded);
    expect(problemOf('30', { redeemable: 29n })).toBe(words.tooMany);
  });

  it('may have the commas of large numbers', () => {
    const rich = { redeemable: 5_000n, leftThisYear: 5_000n, fundedSmallestUnits: 50_000n };
    expect(checkPoints('1,250', KARMA, rich)).toEqual({ points: 1_250n });
  });
});
