import { secp256k1 } from '@noble/curves/secp256k1.js';
import { type Address, bytesFromHex, type Hash, type Hex, hexFromBytes, isHex } from './bytes.ts';
import { keccak256 } from './keccak.ts';

/**
 * ECDSA over secp256k1 as Ethereum signs (SEC 1 section 4.1.6, EIP-2). A signature is 65 bytes
 * r || s || v with v 27 or 28; wallets that write 0 or 1 are normalised. Libraries accept high s
 * and more recovery ids, which would make signatures malleable, so the form is checked here, and
 * every faster implementation must agree with this one.
 */
export interface RecoverableSignature {
  /** r || s, 64 bytes, 1 <= r < n and 1 <= s <= n/2. */
  compact: Uint8Array;
  recovery: 0 | 1;
}

/** Undefined for every signature that is not well formed or not low-s. */
export function parseSignature(signature: Hex): RecoverableSignature | undefined {
  const form = formOf(signature);
  return form && { compact: bytesFromHex(form.compact), recovery: form.recovery };
}

/** The same signature with v 27 or 28; undefined when it is not acceptable at all. */
export function normaliseSignature(signature: Hex): Hex | undefined {
  const form = formOf(signature);
  return form && `${form.compact}${form.recovery === 0 ? '1b' : '1c'}`;
}

/** The address that made the signature over a 32-byte digest, or undefined. Reference, not fast. */
export function recoverAddress(digest: Hash, signature: Hex): Address | undefined {
  const parsed = parseSignature(signature);
  if (!parsed || !isHex(digest, 32)) return undefined;
  try {
    const point = secp256k1.Signature.fromBytes(parsed.compact)
      .addRecoveryBit(parsed.recovery)
      .recoverPublicKey(bytesFromHex(digest));
    return addressOfPublicKey(point.toBytes(false));
  } catch {
    // r is the x coordinate of no point, or the recovered key is the point at infinity.
    return undefined;
  }
}

/**
 * The same of a signature as contracts take it, whose v is 27 or 28 and nothing else: others are
 * nobody's there.
 */
export function recoverOnEthereum(digest: Hash, signature: Hex): Address | undefined {
  const isTaken = normaliseSignature(signature) === signature.toLowerCase();
  return isTaken ? recoverAddress(digest, signature) : undefined;
}

/** Address of a 65-byte uncompressed public key: the last 20 bytes of the hash of its point. */
export function addressOfPublicKey(uncompressed: Uint8Array): Address {
  return hexFromBytes(keccak256(uncompressed.subarray(1)).subarray(12));
}

/** Every envelope passes here: numbers are compared as text of equal length, which is quicker. */
function formOf(signature: Hex): { compact: Hex; recovery: 0 | 1 } | undefined {
  if (!isHex(signature, 65)) return undefined;
  const lower = signature.toLowerCase();
  const r = lower.slice(2, 66);
  const s = lower.slice(66, 130);
  if (r === ZERO || r >= ORDER || s === ZERO || s > HALF_ORDER) return undefined;
  const v = Number.parseInt(lower.slice(130), 16);
  const recovery = v >= 27 ? v - 27 : v;
  if (recovery !== 0 && recovery !== 1) return undefined;
  return { compact: `0x${r}${s}`, recovery };
}

const ZERO = '0'.repeat(64);
const ORDER = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';
const HALF_ORDER = '7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0';
