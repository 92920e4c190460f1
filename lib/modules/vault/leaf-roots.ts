import { COIN_BLOCK_DEPTH } from '../../chain/coin-transfer.ts';
import type { ModuleStore } from '../../chain/module.ts';
import { bytesFromHex, type Hash, hexFromBytes } from '../../core/bytes.ts';
import { proveLeaf, rootFromLeaves, type SparseProof } from '../../core/sparse-merkle.ts';
import { leafRootsKey, pageRootsKey } from './keys.ts';
import { getPacked, getPackedPage, type PackedList, setPacked } from './packed-list.ts';

// Roots of all coin blocks, so that whoever has the state proves any of them. A page is a subtree
// of the tree of coin blocks, and the roots of full pages are kept as well: a proof hashes one page
// and one node for each other page, instead of everything since the chain began.

type Readable = Pick<ModuleStore, 'get'>;

/** Writes the root of the coin block at `index`, which follows the last; 0 is coin block 1. */
export function appendLeafRoot(store: ModuleStore, index: bigint, leafRoot: Uint8Array): void {
  setPacked(store, LEAF_ROOTS, index, leafRoot);
  if ((index + 1n) % PER_PAGE !== 0n) return;
  const page = index / PER_PAGE;
  setPacked(store, PAGE_ROOTS, page, bytesFromHex(rootOfPage(store, page, index + 1n)));
}

/** Root of the coin block at `index`, which exists. */
export function leafRootAt(store: Readable, index: bigint): Hash {
  return hexFromBytes(getPacked(store, LEAF_ROOTS, index));
}

/** Proof of the coin block at `index` in the tree of the first `count`. */
export function proveLeafRoot(store: Readable, index: bigint, count: bigint): SparseProof {
  const page = index / PER_PAGE;
  const within = proveLeaf(leavesOfPage(store, page, count), PAGE_DEPTH, index % PER_PAGE);
  const roots = new Map<bigint, Hash>();
  const fullPages = count / PER_PAGE;
  for (let full = 0n; full < fullPages; full++) {
    roots.set(full, hexFromBytes(getPacked(store, PAGE_ROOTS, full)));
  }
  if (count % PER_PAGE !== 0n) roots.set(fullPages, rootOfPage(store, fullPages, count));
  const above = proveLeaf(roots, COIN_BLOCK_DEPTH - PAGE_DEPTH, page);
  return {
    bitmap: within.bitmap | (above.bitmap << BigInt(PAGE_DEPTH)),
    siblings: [...within.siblings, ...above.siblings],
  };
}

function rootOfPage(store: Readable, page: bigint, count: bigint): Hash {
  return rootFromLeaves(leavesOfPage(store, page, count), PAGE_DEPTH);
}

function leavesOfPage(store: Readable, page: bigint, count: bigint): Map<bigint, Hash> {
  const roots = getPackedPage(store, LEAF_ROOTS, page, count);
  return new Map(roots.map((root, at) => [BigInt(at), hexFromBytes(root)]));
}

/** A page holds `2 ** PAGE_DEPTH` roots. */
const PAGE_DEPTH = 8;
const LEAF_ROOTS: PackedList = { size: 32, perPage: 2 ** PAGE_DEPTH, keyOf: leafRootsKey };
const PAGE_ROOTS: PackedList = { ...LEAF_ROOTS, keyOf: pageRootsKey };
const PER_PAGE = BigInt(LEAF_ROOTS.perPage);
