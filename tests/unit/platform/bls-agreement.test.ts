import { bls12_381 } from '@noble/curves/bls12-381.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesFromHex, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { MAX_AGGREGATE_KEYS, MAX_SIGNED_MESSAGE_BYTES } from '../../../lib/core/limits.ts';
import { createBlsNative } from '../../../lib/platform/signatures/bls-native.ts';
import { createBlsWasm } from '../../../lib/platform/signatures/bls-wasm.ts';

const native = createBlsNative();
const wasm = await createBlsWasm();
const DOMAIN = 'BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_';
const noble = bls12_381.longSignatures;

const secrets = fc
  .uint8Array({ minLength: 31, maxLength: 31 })
  .filter((bytes) => bytes.some((byte) => byte > 0))
  .map((bytes) => `0x00${hexFromBytes(bytes).slice(2)}` as Hex);

describe('three BLS libraries', () => {
  it('make the same keys and signatures, byte for byte', () => {
    fc.assert(
      fc.property(secrets, fc.uint8Array({ maxLength: 200 }), (secret, message) => {
        const scalar = bytesFromHex(secret);
        const key = hexFromBytes(noble.getPublicKey(scalar).toBytes());
        const signature = hexFromBytes(noble.sign(noble.hash(message, DOMAIN), scalar).toBytes());
        for (const signer of [native.createSigner(secret), wasm.createSigner(secret)]) {
          expect(signer.publicKey).toBe(key);
          expect(signer.sign(message)).toBe(signature);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('make the sums noble makes, and accept each other', () => {
    const message = Uint8Array.of(1, 2, 3);
    const signers = [1, 2, 3].map((n) => native.createSigner(`0x${'0'.repeat(63)}${n}`));
    const shares = signers.map(({ sign }) => sign(message));
    const points = shares.map((share) => bls12_381.G2.Point.fromBytes(bytesFromHex(share)));
    const sum = hexFromBytes(noble.aggregateSignatures(points).toBytes());
    expect(native.aggregate(shares)).toBe(sum);
    expect(wasm.aggregate(shares)).toBe(sum);
    const check = { keys: signers.map(({ publicKey }) => publicKey), message, signature: sum };
    expect([native.verifyAggregate(check), wasm.verifyAggregate(check)]).toEqual([true, true]);
  });

  it('judge damaged encodings alike', () => {
    const message = Uint8Array.of(7);
    const { publicKey, sign } = native.createSigner(`0x${'0'.repeat(63)}7`);
    const good = { keys: [publicKey], message, signature: sign(message) };
    const damage = (hex: Hex, at: number, bit: number): Hex => {
      const bytes = bytesFromHex(hex);
      const index = at % bytes.length;
      bytes[index] = (bytes[index] as number) ^ (1 << bit);
      return hexFromBytes(bytes);
    };
    fc.assert(
      fc.property(fc.nat(95), fc.nat(7), fc.boolean(), (at, bit, inKey) => {
        const check = inKey
          ? { ...good, keys: [damage(publicKey, at, bit)] }
          : { ...good, signature: damage(good.signature, at, bit) };
        expect(wasm.verifyAggregate(check)).toBe(false);
        expect(native.verifyAggregate(check)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('sign a vector of the Ethereum consensus specification', () => {
    const secret = '0x263dbd792f5b1be47ed85f8938c0f29586af0d3ac7b977f21c278fe1462040e3';
    const expected =
      '0xb6ed936746e01f8ecf281f020953fbf1f01debd5657c4a383940b020b26507f6076334f91e2366c96e9ab279fb5158090352ea1c5b0c9274504f4f0e7053af24802e51e4568d164fe986834f41e55c8e850ce1f98458c0cfc9ab380b55285a55';
    for (const bls of [native, wasm]) {
      expect(bls.createSigner(secret).sign(new Uint8Array(32))).toBe(expected);
    }
  });

  it('refuse secrets that are none', () => {
    const order = '0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001';
    const largest = '0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000000';
    for (const bls of [native, wasm]) {
      for (const bad of [`0x${'00'.repeat(32)}`, order, `0x${'ff'.repeat(32)}`, '0x01'] as Hex[]) {
        expect(() => bls.createSigner(bad)).toThrow(
          expect.objectContaining({ code: 'signatures/bad-secret' }),
        );
      }
    }
    expect(native.createSigner(largest).publicKey).toBe(wasm.createSigner(largest).publicKey);
  });

  it('agree on the sum of signatures that cancel each other', () => {
    const signature = native.createSigner(`0x${'0'.repeat(63)}5`).sign(Uint8Array.of(1));
    const flipped = (Number.parseInt(signature.slice(2, 4), 16) ^ 0x20).toString(16);
    const negative: Hex = `0x${flipped}${signature.slice(4)}`;
    expect(wasm.aggregate([signature, negative])).toBe(native.aggregate([signature, negative]));
  });

  it('take as many keys and bytes as the limits say, and no more', () => {
    const { publicKey, sign } = native.createSigner(`0x${'0'.repeat(63)}5`);
    const message = new Uint8Array(MAX_SIGNED_MESSAGE_BYTES);
    const keys = Array.from({ length: MAX_AGGREGATE_KEYS }, () => publicKey);
    const shares = keys.map(() => sign(message));
    for (const bls of [native, wasm]) {
      const signature = bls.aggregate(shares);
      expect(bls.verifyAggregate({ keys, message, signature })).toBe(true);
      expect(() => bls.aggregate([...shares, ...shares])).toThrow();
      const long = new Uint8Array(MAX_SIGNED_MESSAGE_BYTES + 1);
      const checks = [
        {
          keys: [...keys, publicKey],
          message,
          signature: bls.aggregate([signature, sign(message)]),
        },
        { keys: [publicKey], message: long, signature: sign(long) },
      ];
      expect(checks.map(bls.verifyAggregate)).toEqual([false, false]);
    }
  });
});
