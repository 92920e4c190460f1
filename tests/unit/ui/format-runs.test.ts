import { describe, expect, it } from 'vitest';
import { formatRuns } from '../../../lib/ui/format/format-runs.ts';

describe('a list of ids', () => {
  it.each([
    ['1: 7', [7n]],
    ['4: 7, 9–11', [7n, 9n, 10n, 11n]],
    ['3: 3, 2, 1', [3n, 2n, 1n]],
    ['10,000: 1–10000', Array.from({ length: 10_000 }, (_, i) => BigInt(i + 1))],
  ])('reads %s', (text, ids) => {
    expect(formatRuns(ids)).toBe(text);
  });

  it('is cut where nobody reads on', () => {
    const odd = Array.from({ length: 10_000 }, (_, i) => BigInt(2 * i + 1));
    expect(formatRuns(odd)).toBe('10,000: 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, …');
  });
});
