import { assert } from './assert.ts';
import {
  bytesFromHex,
  concatBytes,
  type Hash,
  hexFromBytes,
  isHex,
  writeHex,
  ZERO_HASH,
} from './bytes.ts';
import { keccak256 } from './keccak.ts';

/**
 * Keccak trees of fixed depth, which contracts check: a leaf at every index below `2 ** depth`, an
 * inner node `keccak256(left || right)`, an empty subtree of any depth 32 zero bytes.
 */
export interface SparseProof {
  /** Bit `i` is set if the sibling at level `i`, counted from the leaf, is not an empty subtree. */
  bitmap: bigint;
  /** The siblings that are not empty, from the leaf up. */
  siblings: readonly Hash[];
}

/** Leaves that are not empty, by index. */
export type SparseLeaves = ReadonlyMap<bigint, Hash>;

/** Root of the tree that has `leaf` at `index`; undefined for anything of another shape. */
export function rootFromProof(
  leaf: Hash,
  index: bigint,
  depth: number,
  { bitmap, siblings }: SparseProof,
): Hash | undefined {
  const isInside = index >= 0n && index >> BigInt(depth) === 0n;
  if (!isInside || bitmap < 0n || bitmap >> BigInt(depth) !== 0n) return undefined;
  if (![leaf, ...siblings].every((node) => isHex(node, 32))) return undefined;
  let used = 0;
  // Histories of coins take tens of thousands of hashes, so nodes are bytes here.
  let node: Uint8Array = bytesFromHex(leaf);
  let isEmpty = leaf === ZERO_HASH;
  for (let level = 0; level < depth; level++) {
    const isGiven = ((bitmap >> BigInt(level)) & 1n) === 1n;
    const sibling = isGiven ? siblings[used++] : ZERO_HASH;
    if (sibling === undefined || (isGiven && sibling === ZERO_HASH)) return undefined;
    if (isEmpty && !isGiven) continue;
    const isRight = ((index >> BigInt(level)) & 1n) === 1n;
    const pair = new Uint8Array(2 * node.length);
    pair.set(node, isRight ? node.length : 0);
    if (isGiven) writeHex(sibling, pair, isRight ? 0 : node.length);
    node = keccak256(pair);
    isEmpty = false;
  }
  return used === siblings.length ? hexFromBytes(node) : undefined;
}

/** Root of the tree with these leaves. */
export function rootFromLeaves(leaves: SparseLeaves, depth: number): Hash {
  const [root] = levelsOf(leaves, depth)[depth] as Level;
  return root ? hexFromBytes(root.hash) : ZERO_HASH;
}

/** Proof of the leaf at `index`, an empty one included. */
export function proveLeaf(leaves: SparseLeaves, depth: number, index: bigint): SparseProof {
  assert(index >= 0n && index >> BigInt(depth) === 0n, 'an index within the tree');
  const siblings: Hash[] = [];
  let bitmap = 0n;
  for (const [level, nodes] of levelsOf(leaves, depth).slice(0, depth).entries()) {
    const beside = (index >> BigInt(level)) ^ 1n;
    const sibling = nodes.find((node) => node.index === beside);
    if (sibling === undefined) continue;
    siblings.push(hexFromBytes(sibling.hash));
    bitmap |= 1n << BigInt(level);
  }
  return { bitmap, siblings };
}

/** The node above these two. */
export function pairHash(left: Hash, right: Hash): Hash {
  if (left === ZERO_HASH && right === ZERO_HASH) return ZERO_HASH;
  return hexFromBytes(keccak256(concatBytes(bytesFromHex(left), bytesFromHex(right))));
}

/** The nodes of a level that are not empty, ascending by index. */
type Level = readonly { index: bigint; hash: Uint8Array }[];

/**
 * All levels, the leaves first. Thousands of leaves take tens of thousands of hashes, so nodes are
 * bytes here, and each level is one pass over the one below.
 */
function levelsOf(leaves: SparseLeaves, depth: number): Level[] {
  const entries = [...leaves].filter(([, leaf]) => leaf !== ZERO_HASH);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  const levels: Level[] = [entries.map(([index, leaf]) => ({ index, hash: bytesFromHex(leaf) }))];
  for (let level = 0; level < depth; level++) levels.push(levelAbove(levels[level] as Level));
  return levels;
}

function levelAbove(nodes: Level): Level {
  const above: { index: bigint; hash: Uint8Array }[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const { index, hash } = nodes[i] as Level[number];
    const isRight = (index & 1n) === 1n;
    const next = nodes[i + 1];
    const pair = new Uint8Array(2 * hash.length);
    pair.set(hash, isRight ? hash.length : 0);
    if (next && !isRight && next.index === index + 1n) {
      pair.set(next.hash, hash.length);
      i++;
    }
    above.push({ index: index >> 1n, hash: keccak256(pair) });
  }
  return above;
}
