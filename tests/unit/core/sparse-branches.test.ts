import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hash, hexFromBytes, u64, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import { branchesOf, proveInBranches } from '../../../lib/core/sparse-branches.ts';
import { proveLeaf, rootFromLeaves, rootFromProof } from '../../../lib/core/sparse-merkle.ts';

const DEPTH = 64;
const LAST = 2n ** 64n - 1n;
const leaf = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes): Hash => hexFromBytes(bytes));
/** Neighbours, and indexes far apart. */
const index = fc.oneof(fc.bigInt({ min: 0n, max: 20n }), fc.bigInt({ min: 0n, max: LAST }));
const leaves = fc
  .array(fc.tuple(index, leaf), { maxLength: 24 })
  .map((entries) => new Map(entries));

describe('a tree kept where its leaves part', () => {
  it('has the root and the proofs of the whole tree', () => {
    fc.assert(
      fc.property(leaves, index, (tree, asked) => {
        const branches = branchesOf(tree, DEPTH);
        expect(branches.root).toBe(rootFromLeaves(tree, DEPTH));
        for (const each of [asked, ...tree.keys()]) {
          expect(proveInBranches(branches, each)).toEqual(proveLeaf(tree, DEPTH, each));
        }
      }),
    );
  });

  it('proves the first and the last index, and absence in an empty tree', () => {
    const tree = new Map([0n, LAST].map((at) => [at, keccakHex(u64(at))]));
    const branches = branchesOf(tree, DEPTH);
    for (const at of [0n, LAST, 1n]) {
      const proof = proveInBranches(branches, at);
      expect(rootFromProof(tree.get(at) ?? ZERO_HASH, at, DEPTH, proof)).toBe(branches.root);
    }
    const empty = branchesOf(new Map(), DEPTH);
    expect(empty.root).toBe(ZERO_HASH);
    expect(proveInBranches(empty, 7n)).toEqual({ bitmap: 0n, siblings: [] });
  });

  it('knows no index outside of the tree', () => {
    const empty = branchesOf(new Map(), 4);
    expect(() => proveInBranches(empty, 16n)).toThrow('an index within the tree');
  });
});
