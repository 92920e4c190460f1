import {
  bytesFromHex,
  concatBytes,
  type Hash,
  type Hex,
  hexFromBytes,
  ZERO_HASH,
} from '../core/bytes.ts';
import { keccak256 } from '../core/keccak.ts';
import { STATE_VALUE_BYTES_PER_KEY, TREE_SLICE_CHANGES } from '../core/limits.ts';
import { type Packed, packBytes, unpackBytes, unpackInto } from '../core/packed.ts';
import type { StateProof } from '../core/state-proof.ts';

/**
 * State of the chain: a map from bytes to bytes as a binary radix tree (layout in
 * lib/core/state-proof.ts). A subtree with two or more leaves is always an inner node, even if one
 * of its sides is empty, so the root is a function of the map alone.
 *
 * Nodes never change: an update returns a new root that shares what did not change, so every
 * unfinalized block keeps its own state for the price of its own writes.
 */
export type StateTree = Node | undefined;

/** A change of one key; `path` is keccak of the key, `value` undefined deletes. */
export interface StateChange {
  readonly key: Hex;
  readonly path: Packed;
  readonly value: Uint8Array | undefined;
}

export const EMPTY_TREE: StateTree = undefined;

export function pathOfKey(key: Hex): Packed {
  return packBytes(keccak256(bytesFromHex(key)));
}

export function rootOfTree(tree: StateTree): Hash {
  return tree ? hexFromBytes(unpackBytes(tree.hash)) : ZERO_HASH;
}

/** Keys, one with a value of several KiB counting as several: what the state weighs in memory. */
export function countKeys(tree: StateTree): number {
  if (!tree) return 0;
  return isLeaf(tree) ? keysInValue(tree.value.length) : tree.count;
}

/** As how many keys one with a value of so many bytes counts. */
export function keysInValue(bytes: number): number {
  return Math.ceil(bytes / STATE_VALUE_BYTES_PER_KEY);
}

/** The value under a path; the caller's own copy. */
export function readTree(tree: StateTree, path: Packed): Uint8Array | undefined {
  const { node } = walk(tree, path);
  return node?.path === path ? unpackBytes(node.value) : undefined;
}

/** The tree after all changes, which name each key at most once. */
export function updateTree(tree: StateTree, changes: readonly StateChange[]): StateTree {
  const sorted = [...changes].sort((a, b) => (a.path < b.path ? -1 : 1));
  return apply(tree, sorted, 0, sorted.length, 0);
}

/** As `updateTree`, letting other work of the thread run between slices of many changes. */
export async function updateTreeInSlices(
  tree: StateTree,
  changes: readonly StateChange[],
  pause: () => Promise<void>,
): Promise<StateTree> {
  const sorted = [...changes].sort((a, b) => (a.path < b.path ? -1 : 1));
  let updated = tree;
  for (let from = 0; from < sorted.length; from += TREE_SLICE_CHANGES) {
    if (from > 0) await pause();
    const to = Math.min(from + TREE_SLICE_CHANGES, sorted.length);
    updated = apply(updated, sorted, from, to, 0);
  }
  return updated;
}

/** Inclusion of the key's value, or its absence. */
export function proveKey(tree: StateTree, key: Hex): StateProof {
  const path = pathOfKey(key);
  const siblings: Hash[] = [];
  const { node } = walk(tree, path, (sibling) => siblings.push(rootOfTree(sibling)));
  if (!node || node.path === path) return { siblings };
  const valueHash = hexFromBytes(keccak256(unpackBytes(node.value)));
  return { siblings, otherLeaf: { path: hexFromBytes(unpackBytes(node.path)), valueHash } };
}

/** Every key that begins so, and its value, in order of path. */
export function* entriesOfTree(tree: StateTree, prefix: Hex = '0x'): Generator<[Hex, Uint8Array]> {
  const start = packBytes(bytesFromHex(prefix));
  const pending: StateTree[] = [tree];
  while (pending.length > 0) {
    const node = pending.pop();
    if (!node) continue;
    if (!isLeaf(node)) pending.push(node.right, node.left);
    else if (node.key.startsWith(start)) {
      yield [hexFromBytes(unpackBytes(node.key)), unpackBytes(node.value)];
    }
  }
}

/** The tree in at most 2^depth parts, in order of path. */
export function* partsOfTree(tree: StateTree, depth: number): Generator<StateTree> {
  if (depth === 0 || !tree || isLeaf(tree)) yield tree;
  else {
    yield* partsOfTree(tree.left, depth - 1);
    yield* partsOfTree(tree.right, depth - 1);
  }
}

interface Leaf {
  readonly hash: Packed;
  readonly path: Packed;
  readonly key: Packed;
  readonly value: Packed;
}

interface Inner {
  readonly hash: Packed;
  readonly left: StateTree;
  readonly right: StateTree;
  readonly count: number;
}

type Node = Leaf | Inner;

function isLeaf(node: Node): node is Leaf {
  return 'path' in node;
}

/** Follows a path to the leaf it ends in, if any, telling each sibling on the way. */
function walk(tree: StateTree, path: Packed, onSibling?: (sibling: StateTree) => void) {
  let node = tree;
  for (let depth = 0; node && !isLeaf(node); depth++) {
    const right = bitOf(path, depth) === 1;
    onSibling?.(right ? node.left : node.right);
    node = right ? node.right : node.left;
  }
  return { node };
}

/** Applies changes [from, to), all of which share the first `depth` bits with this subtree. */
function apply(
  node: StateTree,
  changes: readonly StateChange[],
  from: number,
  to: number,
  depth: number,
): StateTree {
  if (from === to) return node;
  if (node === undefined) return build(leavesOf(changes, from, to), depth);
  if (isLeaf(node)) return build(mergeLeaf(node, changes, from, to), depth);
  const middle = partition(changes, from, to, depth);
  const left = apply(node.left, changes, from, middle, depth + 1);
  const right = apply(node.right, changes, middle, to, depth + 1);
  if (left === node.left && right === node.right) return node;
  return join(left, right);
}

/** Collapses a subtree that has one leaf left into that leaf. */
function join(left: StateTree, right: StateTree): StateTree {
  if (left === undefined && (right === undefined || isLeaf(right))) return right;
  if (right === undefined && left !== undefined && isLeaf(left)) return left;
  return inner(left, right);
}

function build(leaves: readonly Leaf[], depth: number, from = 0, to = leaves.length): StateTree {
  if (to - from <= 1) return leaves[from];
  const middle = partition(leaves, from, to, depth);
  return inner(
    from === middle ? undefined : build(leaves, depth + 1, from, middle),
    middle === to ? undefined : build(leaves, depth + 1, middle, to),
  );
}

/** First index in [from, to) whose path has bit `depth` set. */
function partition(
  sorted: readonly { readonly path: Packed }[],
  from: number,
  to: number,
  depth: number,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bitOf((sorted[middle] as { path: Packed }).path, depth) === 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function leavesOf(changes: readonly StateChange[], from: number, to: number): Leaf[] {
  const leaves: Leaf[] = [];
  for (let i = from; i < to; i++) {
    const { key, path, value } = changes[i] as StateChange;
    if (value !== undefined) leaves.push(leaf(key, path, value));
  }
  return leaves;
}

/** The leaves after the changes of a subtree that was one leaf, in order of path. */
function mergeLeaf(old: Leaf, changes: readonly StateChange[], from: number, to: number): Leaf[] {
  const leaves = leavesOf(changes, from, to);
  for (let i = from; i < to; i++) {
    if ((changes[i] as StateChange).path === old.path) return leaves;
  }
  const at = leaves.findIndex((other) => other.path > old.path);
  leaves.splice(at < 0 ? leaves.length : at, 0, old);
  return leaves;
}

function leaf(key: Hex, path: Packed, value: Uint8Array): Leaf {
  unpackInto(path, leafInput, 1);
  leafInput.set(keccak256(value), 33);
  const hash = packBytes(keccak256(leafInput));
  return { hash, path, key: packBytes(bytesFromHex(key)), value: packBytes(value) };
}

function inner(left: StateTree, right: StateTree): Inner {
  unpackInto(left ? left.hash : EMPTY_HASH, innerInput, 1);
  unpackInto(right ? right.hash : EMPTY_HASH, innerInput, 33);
  const hash = packBytes(keccak256(innerInput));
  return { hash, left, right, count: countKeys(left) + countKeys(right) };
}

/** Bit `depth` of a path, most significant first. */
function bitOf(path: Packed, depth: number): number {
  return (path.charCodeAt(depth >> 3) >> (7 - (depth & 7))) & 1;
}

const EMPTY_HASH: Packed = packBytes(new Uint8Array(32));
// Hashing copies its input, so one buffer each serves every call of this single-threaded code.
const leafInput = concatBytes(Uint8Array.of(0), new Uint8Array(64));
const innerInput = concatBytes(Uint8Array.of(1), new Uint8Array(64));
