import { assert } from './assert.ts';
import { bytesFromHex, concatBytes, type Hash, hexFromBytes, isHex, ZERO_HASH } from './bytes.ts';
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
  let node = leaf;
  for (let level = 0; level < depth; level++) {
    const isGiven = ((bitmap >> BigInt(level)) & 1n) === 1n;
    const sibling = isGiven ? siblings[used++] : ZERO_HASH;
    if (sibling === undefined || (isGiven && sibling === ZERO_HASH)) return undefined;
    const isRight = ((index >> BigInt(level)) & 1n) === 1n;
    node = isRight ? pairHash(sibling, node) : pairHash(node, sibling);
  }
  return used === siblings.length ? node : undefined;
}

/** Root of the tree with these leaves. */
export function rootFromLeaves(leaves: SparseLeaves, depth: number): Hash {
  return levelsOf(leaves, depth).at(-1)?.get(0n) ?? ZERO_HASH;
}

/** Proof of the leaf at `index`, an empty one included. */
export function proveLeaf(leaves: SparseLeaves, depth: number, index: bigint): SparseProof {
  assert(index >= 0n && index >> BigInt(depth) === 0n, 'an index within the tree');
  const siblings: Hash[] = [];
  let bitmap = 0n;
  for (const [level, nodes] of levelsOf(leaves, depth).slice(0, depth).entries()) {
    const sibling = nodes.get((index >> BigInt(level)) ^ 1n);
    if (sibling === undefined) continue;
    siblings.push(sibling);
    bitmap |= 1n << BigInt(level);
  }
  return { bitmap, siblings };
}

/** Nodes that are not empty, by index, from the leaves to the root. */
function levelsOf(leaves: SparseLeaves, depth: number): ReadonlyMap<bigint, Hash>[] {
  let nodes = new Map([...leaves].filter(([, leaf]) => leaf !== ZERO_HASH));
  const levels = [nodes];
  for (let level = 0; level < depth; level++) {
    const above = new Map<bigint, Hash>();
    for (const index of nodes.keys()) {
      const parent = index >> 1n;
      if (above.has(parent)) continue;
      const left = nodes.get(parent << 1n) ?? ZERO_HASH;
      const right = nodes.get((parent << 1n) | 1n) ?? ZERO_HASH;
      above.set(parent, pairHash(left, right));
    }
    nodes = above;
    levels.push(nodes);
  }
  return levels;
}

/** The node above these two. */
export function pairHash(left: Hash, right: Hash): Hash {
  if (left === ZERO_HASH && right === ZERO_HASH) return ZERO_HASH;
  return hexFromBytes(keccak256(concatBytes(bytesFromHex(left), bytesFromHex(right))));
}
