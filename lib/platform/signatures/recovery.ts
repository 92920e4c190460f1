import { instantiateSecp256k1 } from '@bitauth/libauth/build/lib/crypto/secp256k1.js';
import { type Address, bytesFromHex, type Hash, type Hex } from '../../core/bytes.ts';
import { keccakHex } from '../../core/keccak.ts';
import { mayRecover } from './recoverable.ts';

/** Ethereum address that signed, or undefined for anything malformed. */
export type Recovery = (digest: Hash, signature: Hex) => Address | undefined;

/**
 * Public key recovery (SEC 1, section 4.1.6) by libsecp256k1 in WebAssembly, strict as EIP-2: s in
 * the lower half of the order, v 27 or 28 (some wallets write 0 or 1).
 */
export async function createRecovery(): Promise<Recovery> {
  const secp256k1 = await instantiateSecp256k1();
  return (digest, signature) => {
    if (!mayRecover({ digest, signature })) return undefined;
    const bytes = bytesFromHex(signature);
    const recoveryId = recoveryIdOf(bytes[64]);
    if (recoveryId === undefined || !isLowS(signature)) return undefined;
    const key = secp256k1.recoverPublicKeyUncompressed(
      bytes.subarray(0, 64),
      recoveryId,
      bytesFromHex(digest),
    );
    if (typeof key === 'string') return undefined;
    return `0x${keccakHex(key.subarray(1)).slice(-40)}`;
  };
}

function recoveryIdOf(v: number | undefined): 0 | 1 | undefined {
  if (v === 0 || v === 27) return 0;
  if (v === 1 || v === 28) return 1;
  return undefined;
}

function isLowS(signature: Hex): boolean {
  return signature.slice(66, 130).toLowerCase() <= HALF_ORDER;
}

/** (n - 1) / 2 of secp256k1, in hexadecimal; text of equal length compares as the numbers do. */
const HALF_ORDER = '7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0';
