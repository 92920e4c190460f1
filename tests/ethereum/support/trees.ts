import { COIN_BLOCK_DEPTH, SLOT_DEPTH } from '../../../lib/chain/coin-transfer.ts';
import { leafOfWithdrawal, OUTBOX_DEPTH, type Withdrawal } from '../../../lib/chain/outbox.ts';
import { proveKey, type StateTree } from '../../../lib/chain/state-tree.ts';
import { type Hash, type Hex, ZERO_HASH } from '../../../lib/core/bytes.ts';
import {
  proveLeaf,
  rootFromLeaves,
  type SparseLeaves,
  type SparseProof,
} from '../../../lib/core/sparse-merkle.ts';

// Roots in a header and proofs against them, in the form that contracts take.

/** Leaves of each coin block by slot; coin block 1 comes first. */
export type CoinBlocks = readonly SparseLeaves[];

export function coinRootOf(blocks: CoinBlocks): Hash {
  return rootFromLeaves(leafRootsOf(blocks), COIN_BLOCK_DEPTH);
}

/** Both halves of the proof of a slot in coin block `n`. */
export function proveSlot(blocks: CoinBlocks, slot: bigint, n: bigint) {
  const leaves = blocks[Number(n) - 1] ?? new Map<bigint, Hash>();
  return {
    slotProof: proveLeaf(leaves, SLOT_DEPTH, slot),
    blockProof: proveLeaf(leafRootsOf(blocks), COIN_BLOCK_DEPTH, n - 1n),
  };
}

export function outboxRootOf(withdrawals: readonly Withdrawal[]): Hash {
  return rootFromLeaves(leavesOf(withdrawals), OUTBOX_DEPTH);
}

export function proveWithdrawal(withdrawals: readonly Withdrawal[], index: bigint): SparseProof {
  return proveLeaf(leavesOf(withdrawals), OUTBOX_DEPTH, index);
}

/** Inclusion or absence of a key of the state. */
export function proveState(tree: StateTree, key: Hex) {
  const { siblings, otherLeaf } = proveKey(tree, key);
  return {
    siblings,
    otherPath: otherLeaf?.path ?? ZERO_HASH,
    otherValueHash: otherLeaf?.valueHash ?? ZERO_HASH,
  };
}

function leavesOf(withdrawals: readonly Withdrawal[]): SparseLeaves {
  return new Map(withdrawals.map((each) => [each.index, leafOfWithdrawal(each)]));
}

function leafRootsOf(blocks: CoinBlocks): SparseLeaves {
  return new Map(blocks.map((leaves, i) => [BigInt(i), leafRootOf(leaves)]));
}

function leafRootOf(leaves: SparseLeaves): Hash {
  const root = leafRoots.get(leaves) ?? rootFromLeaves(leaves, SLOT_DEPTH);
  leafRoots.set(leaves, root);
  return root;
}

// Thousands of slots take a second.
const leafRoots = new WeakMap<SparseLeaves, Hash>();
