import { keccak_256 } from '@noble/hashes/sha3.js';
import { type Hash, hexFromBytes } from './bytes.ts';

type Digest = (bytes: Uint8Array) => Uint8Array;

let digest: Digest = keccak_256;

/**
 * Replaces the pure JavaScript implementation by an equivalent faster one. A process does this once
 * at start, when its WebAssembly has loaded; results are the same bytes either way.
 */
export function installKeccak(implementation: Digest): void {
  digest = implementation;
}

/** Keccak-256 as Ethereum uses it (not FIPS SHA3-256): 32 bytes. */
export function keccak256(bytes: Uint8Array): Uint8Array {
  return digest(bytes);
}

export function keccakHex(bytes: Uint8Array): Hash {
  return hexFromBytes(digest(bytes));
}
