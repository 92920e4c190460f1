import { type Address, bytesFromHex, concatBytes, u64, uintFromBytes } from '../../core/bytes.ts';

// Keys of the bucket of coins: a byte for the kind of record, then big-endian integers. They are on
// disk and never change.

/** A transfer of a slot, by the coin block it is in. */
export function transferKey(slot: bigint, coinBlock: bigint): Uint8Array {
  return concatBytes(TRANSFER, u64(slot), u64(coinBlock));
}

/** Where a slot stands in the tree of a coin block, of coins whose owner is watched. */
export function proofKey(slot: bigint, coinBlock: bigint): Uint8Array {
  return concatBytes(PROOF, u64(slot), u64(coinBlock));
}

/** The tree of a coin block, where all are kept. */
export function treeKey(coinBlock: bigint): Uint8Array {
  return concatBytes(TREE, u64(coinBlock));
}

/** Transfers that a block brought into the coin block that was open. */
export function openKey(height: bigint): Uint8Array {
  return concatBytes(OPEN, u64(height));
}

/** An account whose coins are kept. */
export function watchedKey(account: Address): Uint8Array {
  return concatBytes(WATCHED, bytesFromHex(account));
}

/** The first checkpoint with so many coin blocks. */
export function checkpointKey(coinCount: bigint): Uint8Array {
  return concatBytes(CHECKPOINT, u64(coinCount));
}

/** Of a key that ends with an integer. */
export function lastOfKey(key: Uint8Array): bigint {
  return uintFromBytes(key.subarray(-8));
}

/** Of the key of a proof. */
export function slotOfKey(key: Uint8Array): bigint {
  return uintFromBytes(key.subarray(1, 9));
}

export function accountOfKey(key: Uint8Array): Uint8Array {
  return key.subarray(1);
}

const TRANSFER = Uint8Array.of(1);
const TREE = Uint8Array.of(2);
const PROOF = Uint8Array.of(3);
const OPEN = Uint8Array.of(4);
const WATCHED = Uint8Array.of(5);
const CHECKPOINT = Uint8Array.of(6);

/** Of all keys of a kind with one integer or account. */
export const ALL_PROOFS = { from: PROOF, to: OPEN };
export const ALL_OPEN = { from: OPEN, to: Uint8Array.of(5) };
export const ALL_WATCHED = { from: WATCHED, to: CHECKPOINT };
export const ALL_CHECKPOINTS = { from: CHECKPOINT, to: Uint8Array.of(7) };
