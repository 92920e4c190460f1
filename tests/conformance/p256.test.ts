import { p256 } from '@noble/curves/nist.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesFromHex, type Hex, hexFromBytes } from '../../lib/core/bytes.ts';
import {
  isP256Key,
  isP256Signature,
  lowSignatureOf,
  type P256Check,
  verifyP256,
} from '../../lib/core/p256.ts';
import { createP256WebCrypto } from '../../lib/platform/signatures/p256-webcrypto.ts';
import { isAccepted, P256_VECTORS } from '../compliance/hostile-p256.ts';

// ECDSA over P-256 with SHA-256: FIPS 186-5, vectors of Project Wycheproof. Whether a transaction
// is valid depends on it, so a difference between two machines would be a fork.

const fast = createP256WebCrypto();

describe('verification by P-256', () => {
  it.each(P256_VECTORS)('$name', async (vector) => {
    expect(verifyP256(vector.check)).toBe(isAccepted(vector));
    expect(await fast([vector.check])).toEqual([isAccepted(vector)]);
  });

  it('has vectors of each kind', () => {
    const refused = P256_VECTORS.filter((vector) => vector.isValid && !isAccepted(vector));
    expect(P256_VECTORS.filter(isAccepted).length).toBeGreaterThan(50);
    expect(P256_VECTORS.filter(({ isValid }) => !isValid).length).toBeGreaterThan(50);
    expect(refused.length).toBeGreaterThan(10);
  });

  it('takes what the standard takes, once its s is made low', async () => {
    for (const { check, isValid } of P256_VECTORS) {
      if (!isValid) continue;
      const low = { ...check, signature: lowSignatureOf(bytesFromHex(check.signature)) };
      expect(isP256Signature(low.signature)).toBe(true);
      expect(verifyP256(low)).toBe(true);
      expect(await fast([low])).toEqual([true]);
    }
  });

  it('gives the same answer in the reference and in WebCrypto, for good and spoiled ones', () => {
    const message = fc.uint8Array({ maxLength: 200 });
    const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const spoiled = fc.record({ where: fc.nat(193), bit: fc.nat(7), isSpoiled: fc.boolean() });
    return fc.assert(
      fc.asyncProperty(message, secret, spoiled, async (text, bytes, { isSpoiled, ...spot }) => {
        bytes[0] = 1;
        const good: P256Check = {
          publicKey: hexFromBytes(p256.getPublicKey(bytes, false)),
          message: text,
          signature: hexFromBytes(p256.sign(text, bytes, { lowS: true })),
        };
        const check = isSpoiled ? spoil(good, spot) : good;
        const verdict = verifyP256(check);
        expect(await fast([check])).toEqual([verdict]);
        if (!isSpoiled) expect(verdict).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the edges of its form', () => {
  const ORDER = p256.Point.Fn.ORDER;
  const word = (value: bigint) => value.toString(16).padStart(64, '0');

  it('is 64 bytes with r and s from 1, s up to half the order', () => {
    const half = ORDER >> 1n;
    const good: Hex[] = [`0x${word(1n)}${word(1n)}`, `0x${word(ORDER - 1n)}${word(half)}`];
    const bad: unknown[] = [
      `0x${word(0n)}${word(1n)}`,
      `0x${word(1n)}${word(0n)}`,
      `0x${word(ORDER)}${word(1n)}`,
      `0x${word(1n)}${word(half + 1n)}`,
      `0x${word(1n)}${word(1n)}1b`,
      '0x',
      undefined,
    ];
    expect(good.map(isP256Signature)).toEqual(good.map(() => true));
    expect(bad.map(isP256Signature)).toEqual(bad.map(() => false));
  });

  it('is a point of the curve, uncompressed', () => {
    const key = hexFromBytes(p256.Point.BASE.toBytes(false));
    const bad = [
      hexFromBytes(p256.Point.BASE.toBytes(true)),
      `0x04${word(0n)}${word(0n)}`,
      `${key.slice(0, -2)}00`,
      `${key}00`,
      '0x00',
      undefined,
    ];
    expect(isP256Key(key)).toBe(true);
    expect(bad.map(isP256Key)).toEqual(bad.map(() => false));
  });

  it('leaves a low s alone, and turns a high one over', () => {
    const low: Hex = `0x${word(5n)}${word(7n)}`;
    expect(lowSignatureOf(bytesFromHex(low))).toBe(low);
    expect(lowSignatureOf(bytesFromHex(`0x${word(5n)}${word(ORDER - 7n)}`))).toBe(low);
  });
});

/** Changes a bit of the key, the signature or the message. */
function spoil(check: P256Check, { where, bit }: { where: number; bit: number }): P256Check {
  const parts = [check.publicKey, check.signature, hexFromBytes(check.message)].map(bytesFromHex);
  const part = parts[where < 65 ? 0 : where < 129 ? 1 : 2] as Uint8Array;
  const at = where < 65 ? where : where < 129 ? where - 65 : where - 129;
  if (at < part.length) part[at] = (part[at] as number) ^ (1 << bit);
  const [publicKey, signature, message] = parts as [Uint8Array, Uint8Array, Uint8Array];
  return { publicKey: hexFromBytes(publicKey), signature: hexFromBytes(signature), message };
}
