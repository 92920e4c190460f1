import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  APPEND_TREE_DEPTH,
  appendLeaf,
  bytesFromFrontier,
  emptyFrontier,
  type Frontier,
  frontierFromBytes,
  MAX_APPENDED_LEAVES,
  proveAppended,
  rootOfFrontier,
  rootOfSubtree,
} from '../../../lib/core/append-tree.ts';
import { bytesFromUint, type Hash, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import { proveLeaf, rootFromLeaves, rootFromProof } from '../../../lib/core/sparse-merkle.ts';

const leafOf = (number: number): Hash => keccakHex(bytesFromUint(BigInt(number), 8));
const leavesOf = (count: number) => Array.from({ length: count }, (_, index) => leafOf(index));
const mapOf = (leaves: readonly Hash[]) => new Map(leaves.map((leaf, at) => [BigInt(at), leaf]));
const frontierOf = (leaves: readonly Hash[]) => leaves.reduce(appendLeaf, emptyFrontier);

describe('an append-only tree', () => {
  it('has after every leaf the root of all leaves so far', () => {
    let frontier: Frontier = emptyFrontier;
    expect(rootOfFrontier(frontier)).toBe(ZERO_HASH);
    const leaves: Hash[] = [];
    for (const leaf of leavesOf(70)) {
      leaves.push(leaf);
      frontier = appendLeaf(frontier, leaf);
      expect(frontier.count).toBe(BigInt(leaves.length));
      expect(rootOfFrontier(frontier)).toBe(rootFromLeaves(mapOf(leaves), APPEND_TREE_DEPTH));
    }
  });

  it('keeps one hash for each bit of the count', () => {
    for (const count of [1, 2, 3, 64, 1023]) {
      const bits = count.toString(2).replaceAll('0', '').length;
      expect(frontierOf(leavesOf(count)).subtrees).toHaveLength(bits);
    }
  });

  it('proves each leaf, as the tree of all leaves does, and no other', () => {
    const size = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(size, fc.nat(), (count, choice) => {
        const leaves = leavesOf(count);
        const index = BigInt(choice % count);
        const proof = proveAppended(leaves, index);
        expect(proof).toEqual(proveLeaf(mapOf(leaves), APPEND_TREE_DEPTH, index));
        const root = rootOfFrontier(frontierOf(leaves));
        const leaf = leaves[Number(index)] as Hash;
        expect(rootFromProof(leaf, index, APPEND_TREE_DEPTH, proof)).toBe(root);
        expect(rootFromProof(leafOf(-1 >>> 0), index, APPEND_TREE_DEPTH, proof)).not.toBe(root);
      }),
    );
  });

  it('has subtrees that hash as those of the tree of all leaves do', () => {
    for (const [count, levels] of [
      [1, 5],
      [31, 5],
      [32, 5],
      [3, 2],
      [1, 0],
    ] as const) {
      const leaves = leavesOf(count);
      expect(rootOfSubtree(leaves, levels)).toBe(rootFromLeaves(mapOf(leaves), levels));
    }
    expect(() => rootOfSubtree(leavesOf(5), 2)).toThrow('one subtree');
  });

  it('is read back from bytes as it was', () => {
    for (const count of [0, 1, 7, 32, 1000]) {
      const frontier = frontierOf(leavesOf(count));
      expect(frontierFromBytes(bytesFromFrontier(frontier))).toEqual(frontier);
    }
  });

  it('takes no empty leaf, proves no leaf it has not, and ends before an index needs 33 bits', () => {
    expect(() => appendLeaf(emptyFrontier, ZERO_HASH)).toThrow('not empty');
    expect(() => proveAppended(leavesOf(3), 3n)).toThrow('an appended leaf');
    const last: Frontier = { count: MAX_APPENDED_LEAVES - 1n, subtrees: leavesOf(31) };
    const full = appendLeaf(last, leafOf(31));
    expect(full.subtrees).toHaveLength(32);
    expect(() => appendLeaf(full, leafOf(32))).toThrow('has room');
  });
});
