import { secp256k1 } from '@noble/curves/secp256k1.js';
import { recoverAddress as ethersRecover } from 'ethers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Hex, hexFromBytes } from '../../lib/core/bytes.ts';
import { normaliseSignature, recoverAddress } from '../../lib/core/secp256k1.ts';
import { createRecovery, type Recovery } from '../../lib/platform/signatures/recovery.ts';
import { bytesOfLength, hexOfLength } from '../unit/chain/arbitraries.ts';
import { alice, signDigest, testWallet } from '../unit/chain/fixtures.ts';

// Public key recovery: SEC 1 section 4.1.6, EIP-2 (low s).

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const FIELD = 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2fn;
const digest = hexFromBytes(new Uint8Array(32).fill(7));
let fast: Recovery;

beforeAll(async () => {
  fast = await createRecovery();
});

describe('recovery', () => {
  it('finds who signed, in the reference, in libsecp256k1 and in ethers', () => {
    fc.assert(
      fc.property(hexOfLength(32), fc.nat(1_000), (message, n) => {
        const wallet = testWallet(`${n}`);
        const signature = signDigest(wallet, message);
        expect(recoverAddress(message, signature)).toBe(wallet.account);
        expect(fast(message, signature)).toBe(wallet.account);
        expect(ethersRecover(message, signature).toLowerCase()).toBe(wallet.account);
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same answer for any 65 bytes', () => {
    const v = fc.constantFrom(0, 1, 2, 27, 28, 29, 255);
    fc.assert(
      fc.property(hexOfLength(32), bytesOfLength(64), v, (message, bytes, last) => {
        bytes[32] = (bytes[32] as number) & 0x7f;
        expectSame(message, `${hexFromBytes(bytes)}${last.toString(16).padStart(2, '0')}`);
      }),
      { numRuns: 150 },
    );
  });

  it('gives the same answer at every edge of r and s', () => {
    const half = ORDER >> 1n;
    const edges = [0n, 1n, 2n, half - 1n, half, half + 1n, ORDER - 1n, ORDER, ORDER + 1n];
    const rs = [...edges, FIELD - 1n, FIELD, 2n ** 256n - 1n, FIELD - ORDER, FIELD - ORDER - 1n];
    for (const r of rs)
      for (const s of edges) for (const v of [27, 28]) expectSame(digest, join(r, s, v));
  });

  it('refuses high s, other recovery ids, zeros and wrong lengths', () => {
    const good = signDigest(alice, digest);
    const r = BigInt(good.slice(0, 66));
    const s = BigInt(`0x${good.slice(66, 130)}`);
    const v = Number.parseInt(good.slice(130), 16);
    expect(recoverAddress(digest, join(r, s, v))).toBe(alice.account);
    const bad: Hex[] = [
      join(r, ORDER - s, 55 - v),
      join(r, s, 29),
      join(r, s, 2),
      join(0n, s, v),
      join(r, 0n, v),
      `${good}00`,
      good.slice(0, 130) as Hex,
      '0x',
    ];
    for (const signature of bad) {
      expect(recoverAddress(digest, signature)).toBeUndefined();
      expect(fast(digest, signature)).toBeUndefined();
      expect(normaliseSignature(signature)).toBeUndefined();
    }
    expect(recoverAddress('0x00', good)).toBeUndefined();
    expect(fast('0x00', good)).toBeUndefined();
  });

  it('reads v of 0 and 1 as 27 and 28', () => {
    const good = signDigest(alice, digest);
    const v = Number.parseInt(good.slice(130), 16) - 27;
    const short: Hex = `${good.slice(0, 130) as Hex}0${v}`;
    expect(normaliseSignature(short)).toBe(good);
    expect(recoverAddress(digest, short)).toBe(alice.account);
    expect(fast(digest, short)).toBe(alice.account);
  });

  it('refuses a signature whose key would be the point at infinity', () => {
    // With r the x of k*G and s = digest/k, the recovered key is (s*R - digest*G)/r = 0.
    const k = 5n;
    const point = secp256k1.Point.BASE.multiply(k);
    const message = BigInt(digest);
    const inverse = secp256k1.Point.Fn.inv(k);
    let s = secp256k1.Point.Fn.mul(secp256k1.Point.Fn.create(message), inverse);
    let odd = point.y % 2n === 1n;
    if (s > ORDER >> 1n) {
      s = ORDER - s;
      odd = !odd;
    }
    expectSame(digest, join(point.x, s, odd ? 28 : 27));
    expect(recoverAddress(digest, join(point.x, s, odd ? 28 : 27))).toBeUndefined();
  });
});

function expectSame(message: Hex, signature: Hex): void {
  expect(fast(message, signature)).toBe(recoverAddress(message, signature));
}

function join(r: bigint, s: bigint, v: number): Hex {
  const word = (value: bigint) => value.toString(16).padStart(64, '0');
  return `0x${word(r)}${word(s)}${v.toString(16).padStart(2, '0')}`;
}
