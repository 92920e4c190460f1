import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountFromText } from '../../../lib/ui/format/amount-from-text.ts';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';
import { formatBytes } from '../../../lib/ui/format/format-bytes.ts';
import { formatNumber, formatPercent } from '../../../lib/ui/format/format-number.ts';
import {
  formatAgo,
  formatMoment,
  formatTook,
  formatUtc,
  secondsFromMs,
} from '../../../lib/ui/format/format-time.ts';
import { shortHex, shortPeerId } from '../../../lib/ui/format/short-hex.ts';

describe('numbers', () => {
  it('are grouped by commas, beyond 2^53 too', () => {
    expect(formatNumber(1_284_907)).toBe('1,284,907');
    expect(formatNumber(2n ** 64n)).toBe('18,446,744,073,709,551,616');
    expect(formatNumber(-1n), 'a minus, not a hyphen').toBe('−1');
    expect(formatPercent(0.5776)).toBe('57.8 %');
  });

  it('of bytes have the digits that matter', () => {
    expect([0, 812, 999_499, 4_100_000, 214_000_000, 1_000_000_000].map(formatBytes)).toEqual([
      '0 B',
      '812 B',
      '999 kB',
      '4.1 MB',
      '214 MB',
      '1 GB',
    ]);
  });
});

describe('amounts', () => {
  it('show four decimals, truncated, and every digit on demand', () => {
    expect(formatAmount(3_218_402_117_740_018_452n)).toEqual({
      short: '3.2184',
      exact: '3.218402117740018452',
    });
    expect(formatAmount(999_999_999_999_999_999n).short).toBe('0.9999');
    expect(formatAmount(0n)).toEqual({ short: '0', exact: '0' });
    expect(formatAmount(-5n * 10n ** 17n).short).toBe('-0.5');
    expect(formatAmount(1_234_567n * 10n ** 18n).short).toBe('1,234,567');
  });

  it('show three digits of what is small, never nothing', () => {
    expect(formatAmount(12_345_678_000_000n).short).toBe('0.0000123');
    expect(formatAmount(1n).short).toBe('0.000000000000000001');
  });

  it('survive being shown exactly and typed again', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 200n }), (amount) => {
        expect(amountFromText(formatAmount(amount).exact)).toEqual({ amount });
      }),
    );
  });

  it('say what is wrong with what was typed', () => {
    const problems = ['', ' ', 'one', '1.2.3', '-1', '.', '0x1', '1e3', `0.${'1'.repeat(19)}`];
    expect(problems.map((text) => amountFromText(text).problem)).toEqual([
      'empty',
      'empty',
      ...Array(6).fill('malformed'),
      'too-precise',
    ]);
    expect(amountFromText(' 1,000.5 ')).toEqual({ amount: 1_000_500_000_000_000_000_000n });
    expect(amountFromText('.5').amount).toBe(5n * 10n ** 17n);
    expect(amountFromText('9'.repeat(61)).problem).toBe('malformed');
  });
});

describe('times', () => {
  const now = Date.UTC(2026, 10, 21, 12);

  it('are seconds with two decimals until they are long', () => {
    expect([8, 840, 12_340, 120_400].map(secondsFromMs)).toEqual(['0.01', '0.84', '12.34', '120']);
  });

  it('are minutes where somebody waited that long', () => {
    expect([840, 59_990, 78_760, 600_000].map(formatTook)).toEqual([
      '0.84 s',
      '59.99 s',
      '1 min 19 s',
      '10 min',
    ]);
  });

  it('say how long ago in one unit, and never the future', () => {
    const ages = [-5_000, 400, 1_000, 59_999, 60_000, 3_600_000, 172_800_000];
    expect(ages.map((age) => formatAgo(now - age, now))).toEqual([
      'now',
      'now',
      '1 s ago',
      '59 s ago',
      '1 min ago',
      '1 h ago',
      '2 d ago',
    ]);
  });

  it('name the day unless it is today', () => {
    expect(formatMoment(now, now)).toMatch(/^Today at \d\d:00:00$/);
    expect(formatMoment(now - 5 * 86_400_000, now)).toMatch(/^16 Nov 2026 at /);
    expect(formatUtc(Date.UTC(2026, 10, 21, 9, 52, 14, 702))).toBe('2026-11-21 09:52:14.702');
  });
});

describe('identifiers', () => {
  it('are short in the middle', () => {
    expect(shortHex('0x4f2ac07e5a1393de04aae51b77c00d4ce2f991be')).toBe('0x4f2a…91be');
    expect(shortHex('0x4f2a')).toBe('0x4f2a');
    expect(shortPeerId('12D3KooWQxabcdefgh')).toBe('…abcdefgh');
  });
});
