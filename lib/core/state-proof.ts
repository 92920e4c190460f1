import {
  bytesFromHex,
  concatBytes,
  equalBytes,
  type Hash,
  type Hex,
  hexFromBytes,
  isHex,
  ZERO_HASH,
} from './bytes.ts';
import { keccak256 } from './keccak.ts';
import { MAX_STATE_PROOF_SIBLINGS } from './limits.ts';

/**
 * Proof about one key of the state, checked against a state root alone.
 *
 * State is a binary radix tree. `path = keccak(key)`, most significant bit first;
 * `leaf = keccak(0x00 || path || keccak(value))`; `inner = keccak(0x01 || left || right)`; a
 * subtree with one leaf is that leaf; an empty subtree is 32 zero bytes.
 */
export interface StateProof {
  /** Hashes beside the path, from the root down. */
  siblings: readonly Hash[];
  /** For absence: the leaf with another path in which the walk ended; none for an empty subtree. */
  otherLeaf?: { path: Hash; valueHash: Hash };
}

/** True iff the state with this root holds `value` under `key`. */
export function verifyInclusion(
  root: Hash,
  key: Hex,
  value: Uint8Array,
  proof: StateProof,
): boolean {
  if (proof.otherLeaf !== undefined || value.length === 0) return false;
  const path = keccak256(bytesFromHex(key));
  return rootFrom(path, leafHash(path, keccak256(value)), proof.siblings) === root;
}

/** True iff the state with this root holds nothing under `key`. */
export function verifyAbsence(root: Hash, key: Hex, proof: StateProof): boolean {
  const path = keccak256(bytesFromHex(key));
  const other = proof.otherLeaf;
  if (!other) return rootFrom(path, EMPTY, proof.siblings) === root;
  if (!isHex(other.path, 32) || !isHex(other.valueHash, 32)) return false;
  const otherPath = bytesFromHex(other.path);
  if (equalBytes(path, otherPath)) return false;
  // Without this, any leaf of the state would prove the absence of any key.
  for (let depth = 0; depth < proof.siblings.length; depth++) {
    if (bitOf(path, depth) !== bitOf(otherPath, depth)) return false;
  }
  const leaf = leafHash(otherPath, bytesFromHex(other.valueHash));
  return rootFrom(path, leaf, proof.siblings) === root;
}

/** Bit `depth` of a path, most significant first. */
export function bitOf(path: Uint8Array, depth: number): 0 | 1 {
  return (((path[depth >> 3] as number) >> (7 - (depth & 7))) & 1) as 0 | 1;
}

export function leafHash(path: Uint8Array, valueHash: Uint8Array): Uint8Array {
  leafInput.set(path, 1);
  leafInput.set(valueHash, 33);
  return keccak256(leafInput);
}

export function innerHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  innerInput.set(left, 1);
  innerInput.set(right, 33);
  return keccak256(innerInput);
}

function rootFrom(path: Uint8Array, start: Uint8Array, siblings: readonly Hash[]) {
  if (siblings.length > MAX_STATE_PROOF_SIBLINGS) return undefined;
  if (!siblings.every((sibling) => isHex(sibling, 32))) return undefined;
  let hash = start;
  for (let depth = siblings.length - 1; depth >= 0; depth--) {
    const sibling = bytesFromHex(siblings[depth] as Hash);
    hash = bitOf(path, depth) === 0 ? innerHash(hash, sibling) : innerHash(sibling, hash);
  }
  return hexFromBytes(hash);
}

const EMPTY = bytesFromHex(ZERO_HASH);
// Hashing copies its input, so one buffer each serves every call of this single-threaded code.
const leafInput = concatBytes(Uint8Array.of(0), new Uint8Array(64));
const innerInput = concatBytes(Uint8Array.of(1), new Uint8Array(64));
