import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feeOf, nextBasePrice, quoteFeeMax } from '../../../lib/chain/fees.ts';
import { MAX_BLOCK_UNITS } from '../../../lib/core/limits.ts';

const price = fc.bigInt({ min: 0n, max: 10n ** 20n });
const used = fc.nat(MAX_BLOCK_UNITS);

describe('base price', () => {
  it('moves by at most an eighth, in the direction of use, and not below its floor', () => {
    fc.assert(
      fc.property(price, used, price, (above, units, floor) => {
        const start = floor + above;
        const next = nextBasePrice(start, units, floor);
        expect(next).toBeGreaterThanOrEqual(floor);
        const step = next > start ? next - start : start - next;
        expect(step).toBeLessThanOrEqual(start / 8n + 1n);
        if (units > MAX_BLOCK_UNITS / 2) expect(next).toBeGreaterThan(start);
        if (units <= MAX_BLOCK_UNITS / 2) expect(next).toBeLessThanOrEqual(start);
      }),
    );
  });

  it('rises by an eighth after a full block and falls by one after an empty block', () => {
    expect(nextBasePrice(800n, MAX_BLOCK_UNITS, 1n)).toBe(900n);
    expect(nextBasePrice(800n, 0, 1n)).toBe(700n);
    expect(nextBasePrice(800n, MAX_BLOCK_UNITS / 2, 1n)).toBe(800n);
    expect(nextBasePrice(800n, 0, 750n)).toBe(750n);
    expect(nextBasePrice(0n, MAX_BLOCK_UNITS, 0n)).toBe(1n);
  });
});

describe('fees', () => {
  it('a quote pays base fee, deposits and a whole tip even after eight full blocks', () => {
    const action = { units: 250, maxNewKeys: 1 };
    const deposit = 10n ** 14n;
    const feeMax = quoteFeeMax(action, 1_000n, deposit);
    let later = 1_000n;
    for (let block = 0; block < 8; block++) later = nextBasePrice(later, MAX_BLOCK_UNITS, 0n);
    const { baseWei, tipWei } = feeOf(action.units, later, feeMax, 2n * deposit);
    expect(baseWei).toBeGreaterThan(2n * 250_000n);
    expect(tipWei).toBeGreaterThan(250_000n);
    expect(baseWei + tipWei + 2n * deposit).toBeLessThanOrEqual(feeMax);
  });
});
