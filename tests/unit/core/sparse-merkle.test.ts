import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesFromHex,
  concatBytes,
  type Hash,
  hexFromBytes,
  ZERO_HASH,
} from '../../../lib/core/bytes.ts';
import { keccak256 } from '../../../lib/core/keccak.ts';
import { proveLeaf, rootFromLeaves, rootFromProof } from '../../../lib/core/sparse-merkle.ts';

const DEPTH = 4;
const leaf = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes): Hash => hexFromBytes(bytes));
const smallTree = fc
  .array(fc.tuple(fc.bigInt({ min: 0n, max: 15n }), leaf), { maxLength: 16 })
  .map((entries) => new Map(entries));

/** All sixteen leaves, hashed level by level. */
function naiveRoot(leaves: ReadonlyMap<bigint, Hash>): Hash {
  let level = Array.from({ length: 16 }, (_, index) => leaves.get(BigInt(index)) ?? ZERO_HASH);
  while (level.length > 1) {
    level = Array.from({ length: level.length / 2 }, (_, index) => {
      const pair = [level[2 * index] as Hash, level[2 * index + 1] as Hash];
      const isEmpty = pair.every((hash) => hash === ZERO_HASH);
      return isEmpty ? ZERO_HASH : hexFromBytes(keccak256(concatBytes(...pair.map(bytesFromHex))));
    });
  }
  return level[0] as Hash;
}

describe('a tree of fixed depth', () => {
  it('has the root of all its leaves', () => {
    fc.assert(
      fc.property(smallTree, (leaves) => {
        expect(rootFromLeaves(leaves, DEPTH)).toBe(naiveRoot(leaves));
      }),
    );
  });

  it('proves each leaf, present or empty, and no other', () => {
    fc.assert(
      fc.property(smallTree, fc.bigInt({ min: 0n, max: 15n }), leaf, (leaves, index, other) => {
        const root = rootFromLeaves(leaves, DEPTH);
        const proof = proveLeaf(leaves, DEPTH, index);
        const value = leaves.get(index) ?? ZERO_HASH;
        expect(rootFromProof(value, index, DEPTH, proof)).toBe(root);
        if (other !== value) expect(rootFromProof(other, index, DEPTH, proof)).not.toBe(root);
      }),
    );
  });

  it('leaves empty siblings out', () => {
    const proof = proveLeaf(new Map([[5n, hexFromBytes(new Uint8Array(32).fill(1))]]), 64, 5n);
    expect(proof).toEqual({ bitmap: 0n, siblings: [] });
  });

  it('is zero without leaves, at any depth', () => {
    expect(rootFromLeaves(new Map(), 0)).toBe(ZERO_HASH);
    expect(rootFromLeaves(new Map(), 32)).toBe(ZERO_HASH);
    expect(rootFromProof(ZERO_HASH, 5n, 64, { bitmap: 0n, siblings: [] })).toBe(ZERO_HASH);
  });
});

describe('a proof of another shape', () => {
  const index = 3n;
  const leaves = new Map([
    [2n, hexFromBytes(new Uint8Array(32).fill(2))],
    [index, hexFromBytes(new Uint8Array(32).fill(3))],
  ]);
  const value = leaves.get(index) as Hash;
  const proof = proveLeaf(leaves, DEPTH, index);

  it.each([
    ['too few siblings', { ...proof, siblings: [] }],
    ['too many siblings', { ...proof, siblings: [...proof.siblings, ZERO_HASH] }],
    ['an empty sibling', { ...proof, siblings: [ZERO_HASH] }],
    ['a bit above the root', { ...proof, bitmap: proof.bitmap | (1n << BigInt(DEPTH)) }],
    ['a sibling that is no hash', { ...proof, siblings: ['0x12'] as Hash[] }],
  ])('has no root: %s', (_, wrong) => {
    expect(rootFromProof(value, index, DEPTH, wrong)).toBeUndefined();
  });

  it('has no root for a leaf that is no hash', () => {
    const twice: Hash = `${value}${value.slice(2)}`;
    expect(rootFromProof(twice, index, DEPTH, proof)).toBeUndefined();
    expect(rootFromProof('0x', index, DEPTH, proof)).toBeUndefined();
  });

  it('has no root for an index outside of the tree', () => {
    expect(rootFromProof(value, 16n + index, DEPTH, proof)).toBeUndefined();
    expect(rootFromProof(value, -1n, DEPTH, proof)).toBeUndefined();
  });
});
