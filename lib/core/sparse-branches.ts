import { assert } from './assert.ts';
import { bytesFromHex, type Hash, hexFromBytes, ZERO_HASH } from './bytes.ts';
import { keccak256 } from './keccak.ts';
import type { SparseLeaves, SparseProof } from './sparse-merkle.ts';

/**
 * A keccak tree of fixed depth, as in `sparse-merkle.ts`, hashed once and kept for proofs. Most of
 * its nodes have one child, so only those are kept where two leaves part: whoever walks down from
 * the root meets every sibling of a proof there, and hashes nothing, or at most one path.
 */
export interface SparseBranches {
  depth: number;
  /** Indexes of the leaves that are not empty, ascending. */
  indexes: readonly bigint[];
  leaves: readonly Uint8Array[];
  /** Where leaf `i` and leaf `i + 1` part: the two nodes below. */
  branches: readonly Branch[];
  root: Hash;
}

export interface Branch {
  left: Uint8Array;
  right: Uint8Array;
}

/** Hashes all of the tree. */
export function branchesOf(leaves: SparseLeaves, depth: number): SparseBranches {
  const entries = [...leaves].filter(([, leaf]) => leaf !== ZERO_HASH);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  const tree = {
    depth,
    indexes: entries.map(([index]) => index),
    leaves: entries.map(([, leaf]) => bytesFromHex(leaf)),
  };
  const branches: Branch[] = [];
  const root = tree.leaves.length === 0 ? undefined : hashRange(tree, branches, 0, entries.length);
  const [first] = tree.indexes;
  const top = root && first !== undefined && raise(root, first, depth);
  return { ...tree, branches, root: top ? hexFromBytes(top) : ZERO_HASH };
}

/** Proof of the leaf at `index`, an empty one included. */
export function proveInBranches(tree: KeptTree, index: bigint): SparseProof {
  const { depth, indexes } = tree;
  assert(index >= 0n && index >> BigInt(depth) === 0n, 'an index within the tree');
  const siblings: { level: number; node: Uint8Array }[] = [];
  let [from, to] = [0, indexes.length];
  while (from < to) {
    const first = indexes[from] as bigint;
    const parting = partingOf(tree, from, to);
    const away = topBit(first ^ index);
    if (away > parting) {
      siblings.push({ level: away, node: raise(nodeOf(tree, from, to), first, away) });
      break;
    }
    if (to - from === 1) break;
    const middle = middleOf(tree, from, to, parting);
    const { left, right } = tree.branches[middle - 1] as Branch;
    const isRight = ((index >> BigInt(parting)) & 1n) === 1n;
    siblings.push({ level: parting, node: isRight ? left : right });
    if (isRight) from = middle;
    else to = middle;
  }
  siblings.reverse();
  return {
    bitmap: siblings.reduce((bits, { level }) => bits | (1n << BigInt(level)), 0n),
    siblings: siblings.map(({ node }) => hexFromBytes(node)),
  };
}

/** All of it but the root, which proofs do not need. */
export type KeptTree = Omit<SparseBranches, 'root'>;

type Tree = Pick<SparseBranches, 'indexes' | 'leaves'>;

/** A node and the level it is at, counted from the leaves. */
interface Node {
  hash: Uint8Array;
  level: number;
}

/** The lowest node above the leaves from `from` to before `to`, which are not none. */
function hashRange(tree: Tree, branches: Branch[], from: number, to: number): Node {
  if (to - from === 1) return { hash: tree.leaves[from] as Uint8Array, level: 0 };
  const parting = partingOf(tree, from, to);
  const middle = middleOf(tree, from, to, parting);
  const indexOf = (at: number) => tree.indexes[at] as bigint;
  const left = raise(hashRange(tree, branches, from, middle), indexOf(from), parting);
  const right = raise(hashRange(tree, branches, middle, to), indexOf(middle), parting);
  branches[middle - 1] = { left, right };
  return { hash: pair(left, right), level: parting + 1 };
}

/** The same node, of which the branches are known. */
function nodeOf(tree: KeptTree, from: number, to: number): Node {
  if (to - from === 1) return { hash: tree.leaves[from] as Uint8Array, level: 0 };
  const parting = partingOf(tree, from, to);
  const branch = tree.branches[middleOf(tree, from, to, parting) - 1] as Branch;
  return { hash: pair(branch.left, branch.right), level: parting + 1 };
}

/** The node at `level` above one with nothing beside it. */
function raise({ hash, level: from }: Node, index: bigint, level: number): Uint8Array {
  let node = hash;
  for (let at = from; at < level; at++) {
    const isRight = ((index >> BigInt(at)) & 1n) === 1n;
    node = isRight ? pair(EMPTY, node) : pair(node, EMPTY);
  }
  return node;
}

/** Level below the node where these leaves part; -1 for a single one. */
function partingOf({ indexes }: Tree, from: number, to: number): number {
  return topBit((indexes[from] as bigint) ^ (indexes[to - 1] as bigint));
}

/** First of these leaves that is right of where they part. */
function middleOf({ indexes }: Tree, from: number, to: number, parting: number): number {
  let [low, high] = [from + 1, to - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((((indexes[middle] as bigint) >> BigInt(parting)) & 1n) === 1n) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Number of the highest bit that is set; -1 for zero. */
function topBit(value: bigint): number {
  return value === 0n ? -1 : value.toString(2).length - 1;
}

function pair(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(2 * left.length);
  both.set(left);
  both.set(right, left.length);
  return keccak256(both);
}

const EMPTY = new Uint8Array(32);
