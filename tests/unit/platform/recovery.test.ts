import { secp256k1 } from '@noble/curves/secp256k1.js';
import { computeAddress, SigningKey } from 'ethers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import { createRecovery } from '../../../lib/platform/signatures/recovery.ts';

const recover = await createRecovery();
const words = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('recovery', () => {
  it('finds who signed with ethers', () => {
    fc.assert(
      fc.property(words, words, (seed, digest) => {
        const key = new SigningKey(keccakHex(seed));
        const { serialized } = key.sign(digest);
        expect(recover(hexFromBytes(digest), serialized as Hex)).toBe(
          computeAddress(key.publicKey).toLowerCase(),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('agrees with noble on arbitrary r, s and v', () => {
    fc.assert(
      fc.property(words, words, words, fc.integer({ min: 27, max: 28 }), (digest, r, s, v) => {
        const low = Uint8Array.of((s[0] as number) & 0x7f, ...s.subarray(1));
        const signature = hexFromBytes(Uint8Array.of(...r, ...low, v));
        expect(recover(hexFromBytes(digest), signature)).toBe(byNoble(digest, r, low, v));
      }),
      { numRuns: 100 },
    );
  });
});

function byNoble(digest: Uint8Array, r: Uint8Array, s: Uint8Array, v: number) {
  try {
    const signature = secp256k1.Signature.fromBytes(Uint8Array.of(v - 27, ...r, ...s), 'recovered');
    if (signature.hasHighS()) return undefined;
    const key = signature.recoverPublicKey(digest).toBytes(false);
    return `0x${keccakHex(key.subarray(1)).slice(-40)}`;
  } catch {
    return undefined;
  }
}
