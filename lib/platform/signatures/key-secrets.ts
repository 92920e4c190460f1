import { bls12_381 } from '@noble/curves/bls12-381.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { type Address, bytesFromHex, type Hex, hexFromBytes } from '../../core/bytes.ts';

/** What makes a process a validator. The secrets never leave its machine. */
export interface KeySecrets {
  /** Ethereum account whose stake stands behind the keys. */
  account: Address;
  /** BLS12-381 scalar, 32 bytes big-endian. */
  blsSecret: Hex;
  /** Seed of the Ed25519 key (RFC 8032) that is the node's identity among peers, 32 bytes. */
  networkSecret: Hex;
}

/** Fresh random keys. */
export function createKeySecrets(account: Address): KeySecrets {
  return {
    account,
    blsSecret: hexFromBytes(bls12_381.longSignatures.keygen().secretKey),
    networkSecret: hexFromBytes(ed25519.utils.randomSecretKey()),
  };
}

/** The halves that everybody may know, as the committee lists them. */
export function publicKeysOf(keys: KeySecrets): { blsKey: Hex; networkKey: Hex } {
  const scalar = bytesFromHex(keys.blsSecret);
  return {
    blsKey: hexFromBytes(bls12_381.longSignatures.getPublicKey(scalar).toBytes()),
    networkKey: hexFromBytes(ed25519.getPublicKey(bytesFromHex(keys.networkSecret))),
  };
}
