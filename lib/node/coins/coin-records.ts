import { SLOT_DEPTH } from '../../chain/coin-transfer.ts';
import { bytesFromHeader, type Header, headerFromBytes } from '../../chain/header.ts';
import {
  bytesFromHex,
  concatBytes,
  type Hash,
  hexFromBytes,
  u64,
  uintFromBytes,
} from '../../core/bytes.ts';
import { MAX_STORED_RLP_ITEMS } from '../../core/limits.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  malformed,
  type RlpItem,
  uintItem,
  uintOf,
} from '../../core/rlp.ts';
import type { KeptTree } from '../../core/sparse-branches.ts';
import type { SparseProof } from '../../core/sparse-merkle.ts';
import type { IncludedTransfer } from '../../modules/vault/coin-news.ts';

// Histories of coins as they are stored and as nodes send them. Decoders throw `codec/malformed`.

/** A header that Ethereum holds, and the coin blocks that it speaks for. */
export interface PinnedCheckpoint {
  /** In `Checkpoints`, from 0. */
  index: bigint;
  /** Newest coin block of the checkpoint before it: it speaks for those after. */
  coinsBefore: bigint;
  header: Header;
}

export function itemFromTransfer(included: IncludedTransfer): RlpItem {
  const { coinBlock, digest, transfer, signature } = included;
  const { slot, parent, from, to, lastCoinBlock } = transfer;
  return [
    ...[coinBlock, slot, parent].map(uintItem),
    ...[from, to].map(hexItem),
    uintItem(lastCoinBlock),
    ...[digest, signature].map(hexItem),
  ];
}

export function transferFromItem(item: RlpItem): IncludedTransfer {
  const [coinBlock, slot, parent, from, to, last, digest, signature] = listOf(item, 8);
  return {
    coinBlock: uintOf(coinBlock),
    digest: hexOf(digest, 32),
    transfer: {
      slot: uintOf(slot),
      parent: uintOf(parent),
      from: hexOf(from, 20),
      to: hexOf(to, 20),
      lastCoinBlock: uintOf(last),
    },
    signature: hexOf(signature, 65),
  };
}

export function bytesFromTransfers(transfers: readonly IncludedTransfer[]): Uint8Array {
  return encodeRlp(transfers.map(itemFromTransfer));
}

export function transfersFromBytes(bytes: Uint8Array): IncludedTransfer[] {
  return listOf(decodeRlp(bytes, MAX_STORED_RLP_ITEMS)).map(transferFromItem);
}

/** The bitmap in 8 bytes, then the siblings. */
export function bytesFromProof({ bitmap, siblings }: SparseProof): Uint8Array {
  return concatBytes(u64(bitmap), ...siblings.map(bytesFromHex));
}

export function proofFromBytes(bytes: Uint8Array): SparseProof {
  const siblings: Hash[] = [];
  for (let at = 8; at < bytes.length; at += HASH) siblings.push(hashAt(bytes, at));
  const isWhole = bytes.length >= 8 && bytes.length % HASH === 8 && siblings.length <= SLOT_DEPTH;
  if (!isWhole) throw malformed('proof of a slot');
  return { bitmap: uintFromBytes(bytes.subarray(0, 8)), siblings };
}

/** Leaf after leaf, each with its index; then what is below each parting of two of them. */
export function bytesFromTree({ indexes, leaves, branches }: KeptTree): Uint8Array {
  return concatBytes(
    ...indexes.flatMap((index, at) => [u64(index), leaves[at] as Uint8Array]),
    ...branches.flatMap(({ left, right }) => [left, right]),
  );
}

export function treeFromBytes(bytes: Uint8Array): KeptTree {
  const count = (bytes.length + BRANCH) / (LEAF + BRANCH);
  if (!Number.isInteger(count)) throw malformed('tree of a coin block');
  const parts = <Part>(length: number, make: (at: number) => Part) =>
    Array.from({ length }, (_, at) => make(at));
  const cut = (at: number, length: number) => bytes.subarray(at, at + length);
  const branches = count * LEAF;
  return {
    depth: SLOT_DEPTH,
    indexes: parts(count, (at) => uintFromBytes(cut(at * LEAF, 8))),
    leaves: parts(count, (at) => cut(at * LEAF + 8, HASH)),
    branches: parts(count - 1, (at) => ({
      left: cut(branches + at * BRANCH, HASH),
      right: cut(branches + at * BRANCH + HASH, HASH),
    })),
  };
}

export function bytesFromCheckpoint({ index, coinsBefore, header }: PinnedCheckpoint): Uint8Array {
  return encodeRlp([uintItem(index), uintItem(coinsBefore), bytesFromHeader(header)]);
}

export function checkpointFromBytes(bytes: Uint8Array): PinnedCheckpoint {
  const [index, coinsBefore, header] = listOf(decodeRlp(bytes), 3);
  return {
    index: uintOf(index),
    coinsBefore: uintOf(coinsBefore),
    header: headerFromBytes(bytesOf(header)),
  };
}

function hashAt(bytes: Uint8Array, at: number) {
  return hexFromBytes(bytes.subarray(at, at + HASH));
}

const HASH = 32;
const LEAF = 8 + HASH;
const BRANCH = 2 * HASH;
