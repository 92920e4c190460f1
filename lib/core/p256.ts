import { p256 } from '@noble/curves/nist.js';
import { bytesFromHex, bytesFromUint, type Hex, hexFromBytes, isHex } from './bytes.ts';
import { MAX_SIGNED_MESSAGE_BYTES } from './limits.ts';

/**
 * ECDSA over P-256 with SHA-256 (FIPS 186-5), as keys of sessions sign. Libraries accept a high s,
 * which would make signatures malleable, and differ about odd keys, so the form is checked here,
 * and every faster implementation must agree with this one.
 */
export interface P256Check {
  /** Uncompressed point, 65 bytes beginning with 0x04. */
  publicKey: Hex;
  /** Hashed by the signature scheme. */
  message: Uint8Array;
  /** r || s, 64 bytes, 1 <= r < n and 1 <= s <= n/2. */
  signature: Hex;
}

/** What every adapter answers with false before it computes anything; the same everywhere. */
export function mayBeP256({ publicKey, message, signature }: P256Check): boolean {
  return (
    mayBeP256Key(publicKey) &&
    message.length <= MAX_SIGNED_MESSAGE_BYTES &&
    isP256Signature(signature)
  );
}

/** In form and range, with a low s; whether it is anybody's is not looked at. */
export function isP256Signature(signature: unknown): signature is Hex {
  if (!isHex(signature, 64)) return false;
  const lower = signature.toLowerCase();
  const [r, s] = [lower.slice(2, 66), lower.slice(66)];
  return r !== ZERO && r < ORDER && s !== ZERO && s <= HALF_ORDER;
}

/** A point of the curve, not only in form. Its group has no other subgroup to be in. */
export function isP256Key(publicKey: unknown): publicKey is Hex {
  if (!mayBeP256Key(publicKey)) return false;
  try {
    p256.Point.fromBytes(bytesFromHex(publicKey)).assertValidity();
    return true;
  } catch {
    // A coordinate is outside the field, or the two are no point.
    return false;
  }
}

/** Reference, not fast; false for anything malformed. */
export function verifyP256(check: P256Check): boolean {
  if (!mayBeP256(check) || !isP256Key(check.publicKey)) return false;
  const [signature, publicKey] = [check.signature, check.publicKey].map(bytesFromHex);
  return p256.verify(signature as Uint8Array, check.message, publicKey as Uint8Array, {
    lowS: true,
    prehash: true,
  });
}

/** The signature with s or n - s, whichever is low: signers do not care, the chain does. */
export function lowSignatureOf(signature: Uint8Array): Hex {
  const s = BigInt(hexFromBytes(signature.subarray(32)));
  const order = BigInt(`0x${ORDER}`);
  const low = s > order / 2n ? order - s : s;
  return `${hexFromBytes(signature.subarray(0, 32))}${hexFromBytes(bytesFromUint(low, 32)).slice(2)}`;
}

function mayBeP256Key(publicKey: unknown): publicKey is Hex {
  return isHex(publicKey, 65) && publicKey.startsWith('0x04');
}

// Numbers as text of equal length compare as the numbers do.
const ZERO = '0'.repeat(64);
const ORDER = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
const HALF_ORDER = '7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8';
