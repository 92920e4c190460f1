import { assert } from './assert.ts';
import {
  bytesFromHex,
  concatBytes,
  type Hash,
  hexFromBytes,
  u64,
  uintFromBytes,
  ZERO_HASH,
} from './bytes.ts';
import { pairHash, type SparseProof } from './sparse-merkle.ts';

/**
 * A keccak tree of fixed depth, as in `sparse-merkle.ts`, that only grows: leaf after leaf from
 * index 0. Its frontier is all that appending needs.
 */
export interface Frontier {
  /** Leaves so far. */
  count: bigint;
  /**
   * Roots of the largest full subtrees that cover the leaves, from the left: a subtree of `2 ** i`
   * leaves for each bit `i` that is set in `count`.
   */
  subtrees: readonly Hash[];
}

export const APPEND_TREE_DEPTH = 32;
/** The index of a leaf and the number of leaves fit 32 bits. */
export const MAX_APPENDED_LEAVES = 2n ** 32n - 1n;

export const emptyFrontier: Frontier = { count: 0n, subtrees: [] };

/** The frontier with one leaf more, which is not empty. */
export function appendLeaf(frontier: Frontier, leaf: Hash): Frontier {
  assert(frontier.count < MAX_APPENDED_LEAVES, 'an append-only tree has room');
  assert(leaf !== ZERO_HASH, 'an appended leaf is not empty');
  return addToFrontier(frontier, leaf);
}

/** The same for a tree that somebody else built, whose leaves may be anything. */
export function addToFrontier({ count, subtrees }: Frontier, leaf: Hash): Frontier {
  const left = [...subtrees];
  let node = leaf;
  for (let rest = count; (rest & 1n) === 1n; rest >>= 1n) node = pairHash(left.pop() as Hash, node);
  return { count: count + 1n, subtrees: [...left, node] };
}

/** Root of the tree whose other leaves are empty. */
export function rootOfFrontier({ count, subtrees }: Frontier): Hash {
  let used = subtrees.length;
  let node = ZERO_HASH;
  for (let level = 0; level < APPEND_TREE_DEPTH; level++) {
    const isRight = ((count >> BigInt(level)) & 1n) === 1n;
    node = isRight ? pairHash(subtrees[--used] as Hash, node) : pairHash(node, ZERO_HASH);
  }
  return node;
}

/** Proof of the leaf at `index` in the tree of exactly these leaves; hashes all of them. */
export function proveAppended(leaves: readonly Hash[], index: bigint): SparseProof {
  return createAppendProver(leaves)(index);
}

/** Hashes all leaves once, and proves any of them in the tree of exactly these. */
export function createAppendProver(leaves: readonly Hash[]): (index: bigint) => SparseProof {
  const levels = levelsOf(leaves);
  return (index) => {
    assert(index >= 0n && index < BigInt(leaves.length), 'an index of an appended leaf');
    const siblings: Hash[] = [];
    let bitmap = 0n;
    let place = Number(index);
    for (const [level, nodes] of levels.entries()) {
      const sibling = nodes[place % 2 === 0 ? place + 1 : place - 1];
      place = Math.floor(place / 2);
      if (sibling === undefined) continue;
      siblings.push(sibling);
      bitmap |= 1n << BigInt(level);
    }
    return { bitmap, siblings };
  };
}

/** Root of a subtree of so many levels whose other leaves are empty. */
export function rootOfSubtree(leaves: readonly Hash[], levels: number): Hash {
  assert(leaves.length > 0 && leaves.length <= 2 ** levels, 'leaves of one subtree');
  let nodes = leaves;
  for (let level = 0; level < levels; level++) nodes = parentsOf(nodes);
  return nodes[0] as Hash;
}

/** Nodes that are not empty, from the leaves up to where only one is left. */
function levelsOf(leaves: readonly Hash[]): (readonly Hash[])[] {
  const levels: (readonly Hash[])[] = [];
  for (let nodes = leaves; nodes.length > 1; ) {
    levels.push(nodes);
    nodes = parentsOf(nodes);
  }
  return levels;
}

function parentsOf(nodes: readonly Hash[]): readonly Hash[] {
  return Array.from({ length: Math.ceil(nodes.length / 2) }, (_, i) =>
    pairHash(nodes[2 * i] as Hash, nodes[2 * i + 1] ?? ZERO_HASH),
  );
}

/** In state: count u64, then the subtrees from the left. */
export function bytesFromFrontier({ count, subtrees }: Frontier): Uint8Array<ArrayBuffer> {
  return concatBytes(u64(count), ...subtrees.map(bytesFromHex));
}

/** Of what `bytesFromFrontier` wrote. */
export function frontierFromBytes(bytes: Uint8Array): Frontier {
  const count = uintFromBytes(bytes.subarray(0, COUNT_BYTES));
  const subtrees: Hash[] = [];
  for (let at = COUNT_BYTES; at < bytes.length; at += HASH_BYTES) {
    subtrees.push(hexFromBytes(bytes.subarray(at, at + HASH_BYTES)));
  }
  return { count, subtrees };
}

const COUNT_BYTES = 8;
const HASH_BYTES = 32;
