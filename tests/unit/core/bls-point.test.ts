import { readFileSync } from 'node:fs';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rootOfPair } from '../../../lib/core/bls-field.ts';
import { uncompressedKey, uncompressG1, uncompressG2 } from '../../../lib/core/bls-point.ts';
import { bytesFromHex, bytesFromUint, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { MAX_UNCOMPRESSED_KEYS } from '../../../lib/core/limits.ts';

const { Point } = bls12_381.G1;
const { Fp, Fp2, Fr } = bls12_381.fields;
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

describe('both coordinates of a signature', () => {
  const { Point: G2 } = bls12_381.G2;

  it('are those of the reference, for either root', () => {
    fc.assert(
      fc.property(scalars, (scalar) => {
        for (const point of [G2.BASE.multiply(scalar), G2.BASE.multiply(scalar).negate()]) {
          const compressed = hexFromBytes(point.toBytes(true));
          expect(uncompressG2(compressed)).toBe(hexFromBytes(point.toBytes(false)));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are those of the official vectors', () => {
    const points = [
      ...officialCases<{ point: Hex }>('hash-to-g2').map(({ point }) => point),
      ...officialCases<{ signature: Hex }>('bls-verify').map(({ signature }) => signature),
    ].filter((point) => /[1-9a-f]/.test(point.slice(2)));
    expect(points.length).toBeGreaterThan(10);
    for (const padded of points) {
      const uncompressed = withoutPadding(padded);
      expect(uncompressG2(compressedG2(uncompressed))).toBe(uncompressed);
    }
  });

  it('exist exactly where the reference finds a point of the curve', () => {
    const parts = fc.bigInt({ min: 0n, max: (1n << 381n) - 1n });
    fc.assert(
      fc.property(parts, parts, (c0, c1) => {
        const isReduced = c0 < Fp.ORDER && c1 < Fp.ORDER;
        const isPoint = isReduced && isSquarePair(curveG2({ c0, c1 }));
        expect(uncompressG2(flaggedPair(c0, c1, 0b100n)) !== undefined).toBe(isPoint);
      }),
      { numRuns: 60 },
    );
  });

  const generator = hexFromBytes(G2.BASE.toBytes(true));
  const { c0, c1 } = G2.BASE.toAffine().x;
  let offCurve = c0 + 1n;
  while (isSquarePair(curveG2({ c0: offCurve, c1 }))) offCurve += 1n;
  const wrong: Record<string, Hex> = {
    infinity: flaggedPair(0n, 0n, 0b110n),
    'infinity with the flag of a larger root': flaggedPair(0n, 0n, 0b111n),
    'a point marked as uncompressed': flaggedPair(c0, c1, 0b000n),
    'a part without u that is not reduced': flaggedPair(Fp.ORDER, c1, 0b100n),
    'a part with u that is not reduced': flaggedPair(c0, Fp.ORDER, 0b100n),
    'a part without u of more than 381 bits': flaggedPair(1n << 383n, c1, 0b100n),
    'a coordinate off the curve': flaggedPair(offCurve, c1, 0b100n),
    'a byte too few': generator.slice(0, -2) as Hex,
    'a byte too many': `${generator}00`,
    'no hexadecimal': `0x${'zz'.repeat(96)}`,
  };
  it.each(Object.entries(wrong))('do not exist for %s', (_, compressed) => {
    expect(uncompressG2(compressed)).toBeUndefined();
  });
});

describe('a root of a pair', () => {
  const below = fc.bigInt({ min: 0n, max: Fp.ORDER - 1n });
  const cases: Record<string, [bigint, bigint]> = {
    zero: [0n, 0n],
    one: [1n, 0n],
    'minus one': [Fp.ORDER - 1n, 0n],
    'no square among integers': [2n, 0n],
    'a square among integers': [4n, 0n],
  };
  it.each(Object.entries(cases))('exists for %s', (_, [c0, c1]) => {
    expectRoot({ c0, c1 }, rootOfPair([c0, c1]));
  });

  it('is one wherever the reference says that there is one', () => {
    fc.assert(
      fc.property(below, below, (c0, c1) => {
        const root = rootOfPair([c0, c1]);
        expect(root !== undefined).toBe(isSquarePair({ c0, c1 }));
        if (root) expectRoot({ c0, c1 }, root);
      }),
      { numRuns: 40 },
    );
  });

  it('exists for every integer', () => {
    fc.assert(
      fc.property(below, (c0) => expectRoot({ c0, c1: 0n }, rootOfPair([c0, 0n]))),
      { numRuns: 20 },
    );
  });
});

interface Fp2Value {
  c0: bigint;
  c1: bigint;
}

function expectRoot(square: Fp2Value, root: readonly [bigint, bigint] | undefined) {
  expect(Fp2.sqr(Fp2.create({ c0: root?.[0] ?? 0n, c1: root?.[1] ?? 0n }))).toEqual(square);
}

function curveG2(x: Fp2Value): Fp2Value {
  return Fp2.add(Fp2.mul(Fp2.sqr(x), x), { c0: 4n, c1: 4n });
}

/** A pair is a square iff its norm is one among integers. */
function isSquarePair({ c0, c1 }: Fp2Value): boolean {
  return isSquare(Fp.create(c0 * c0 + c1 * c1));
}

function officialCases<Case>(name: string): Case[] {
  const path = new URL(`../../../contracts/test/vectors/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] }).cases;
}

/** From the form of EIP-2537 to that of ZCash, which has the part with u first. */
function withoutPadding(point: Hex): Hex {
  const bytes = bytesFromHex(point);
  const parts = [1, 0, 3, 2].map((at) => bytes.subarray(at * 64 + 16, (at + 1) * 64));
  return hexFromBytes(Buffer.concat(parts));
}

function compressedG2(uncompressed: Hex): Hex {
  const at = (index: number) => BigInt(`0x${uncompressed.slice(2 + index * 96, 98 + index * 96)}`);
  const [x1, x0, y1, y0] = [at(0), at(1), at(2), at(3)] as const;
  const isLarger = y1 === 0n ? 2n * y0 > Fp.ORDER : 2n * y1 > Fp.ORDER;
  return flaggedPair(x0, x1, isLarger ? 0b101n : 0b100n);
}

function flaggedPair(c0: bigint, c1: bigint, flags: bigint): Hex {
  return hexFromBytes(bytesFromUint((flags << 765n) | (c1 << 384n) | c0, 96));
}

function flagged(x: bigint, flags: bigint): Hex {
  return hexFromBytes(bytesFromUint((flags << 381n) | x, 48));
}

function isSquare(value: bigint): boolean {
  return value === 0n || Fp.pow(value, (Fp.ORDER - 1n) / 2n) === 1n;
}
