import { bls12_381 } from '@noble/curves/bls12-381.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uncompressedKey, uncompressG1 } from '../../../lib/core/bls-point.ts';
import { bytesFromUint, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { MAX_UNCOMPRESSED_KEYS } from '../../../lib/core/limits.ts';

const { Point } = bls12_381.G1;
const { Fp, Fr } = bls12_381.fields;
const scalars = fc.bigInt({ min: 1n, max: Fr.ORDER - 1n });

describe('both coordinates of a key', () => {
  it('are those of the reference, for either root', () => {
    fc.assert(
      fc.property(scalars, (scalar) => {
        for (const point of [Point.BASE.multiply(scalar), Point.BASE.multiply(scalar).negate()]) {
          const compressed = hexFromBytes(point.toBytes(true));
          expect(uncompressG1(compressed)).toBe(hexFromBytes(point.toBytes(false)));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('exist exactly where the reference finds a point of the curve', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 381n) - 1n }), (x) => {
        const compressed = flagged(x, 0b100n);
        const isPoint = x < Fp.ORDER && isSquare(Fp.create(x ** 3n + 4n));
        expect(uncompressG1(compressed) !== undefined).toBe(isPoint);
      }),
      { numRuns: 40 },
    );
  });

  const generator = hexFromBytes(Point.BASE.toBytes(true));
  const x = BigInt(generator) & ((1n << 381n) - 1n);
  const wrong: Record<string, Hex> = {
    infinity: flagged(0n, 0b110n),
    'a point marked as uncompressed': flagged(x, 0b000n),
    'a coordinate that is not reduced': flagged(Fp.ORDER, 0b100n),
    'a coordinate off the curve': flagged(1n, 0b100n),
    'a byte too few': generator.slice(0, -2) as Hex,
    'a byte too many': `${generator}00`,
    'no hexadecimal': `0x${'zz'.repeat(48)}`,
  };
  it.each(Object.entries(wrong))('do not exist for %s', (_, compressed) => {
    expect(uncompressG1(compressed)).toBeUndefined();
    expect(() => uncompressedKey(compressed)).toThrow(
      expect.objectContaining({ code: 'internal/assertion' }),
    );
  });

  it('are still right when more keys were seen than are remembered', { timeout: 60_000 }, () => {
    const first = uncompressG1(generator);
    let seen = 0;
    for (let at = 2n; seen <= MAX_UNCOMPRESSED_KEYS; at++) {
      if (uncompressG1(flagged(at, 0b100n))) seen++;
    }
    expect(uncompressG1(generator)).toBe(first);
  });
});

function flagged(x: bigint, flags: bigint): Hex {
  return hexFromBytes(bytesFromUint((flags << 381n) | x, 48));
}

function isSquare(value: bigint): boolean {
  return value === 0n || Fp.pow(value, (Fp.ORDER - 1n) / 2n) === 1n;
}
