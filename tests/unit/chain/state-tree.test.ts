import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countKeys,
  EMPTY_TREE,
  entriesOfTree,
  pathOfKey,
  proveKey,
  readTree,
  rootOfTree,
  type StateTree,
  updateTree,
  updateTreeInSlices,
} from '../../../lib/chain/state-tree.ts';
import { type Hash, type Hex, hexFromBytes, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { MAX_STATE_PROOF_SIBLINGS, TREE_SLICE_CHANGES } from '../../../lib/core/limits.ts';
import { type StateProof, verifyAbsence, verifyInclusion } from '../../../lib/core/state-proof.ts';
import { referenceRoot } from './reference-tree.ts';

type Batch = Map<Hex, Uint8Array | undefined>;

/** Few keys, so that batches hit, replace and delete what earlier ones wrote. */
const key = fc.nat(40).map((n) => hexFromBytes(Uint8Array.of(1, n)));
const value = fc.uint8Array({ minLength: 1, maxLength: 40 });
const batch: fc.Arbitrary<Batch> = fc
  .array(fc.tuple(key, fc.option(value, { nil: undefined })), { maxLength: 30 })
  .map((writes) => new Map(writes));

describe('state tree', () => {
  it('has the reference root after any batches, also with deletion and collapse', () => {
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 8 }), (batches) => {
        const { tree, state } = build(batches);
        expect(rootOfTree(tree)).toBe(referenceRoot(state));
        expect(countKeys(tree)).toBe(state.size);
        expect(new Map(entriesOfTree(tree))).toEqual(state);
        for (const [stateKey, stored] of state) {
          expect(readTree(tree, pathOfKey(stateKey))).toEqual(stored);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is a function of the map: history, order and batching do not matter', () => {
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 6 }), (batches) => {
        const { tree, state } = build(batches);
        const oneByOne = [...state].reverse().map((entry) => new Map([entry]));
        expect(rootOfTree(build(oneByOne).tree)).toBe(rootOfTree(tree));
      }),
    );
  });

  it('is the same tree in slices, with a pause between them', async () => {
    const changes = Array.from({ length: 2 * TREE_SLICE_CHANGES + 1 }, (_, index) => {
      const stateKey = hexFromBytes(Uint8Array.of(3, index >> 8, index));
      return { key: stateKey, path: pathOfKey(stateKey), value: index % 3 === 0 ? undefined : ONE };
    });
    const before = updateTree(EMPTY_TREE, changes.slice(0, 100));
    let pauses = 0;
    const sliced = await updateTreeInSlices(before, changes, async () => {
      pauses++;
    });
    expect(rootOfTree(sliced)).toBe(rootOfTree(updateTree(before, changes)));
    expect(pauses).toBe(2);
  });

  it('returns to empty, and keeps older trees as they were', () => {
    const { tree } = build([new Map([[hex(1), Uint8Array.of(1)]]), new Map([[hex(2), ONE]])]);
    const root = rootOfTree(tree);
    const emptied = update(
      tree,
      new Map([
        [hex(1), undefined],
        [hex(2), undefined],
      ]),
    );
    expect(emptied).toBe(EMPTY_TREE);
    expect(rootOfTree(emptied)).toBe(ZERO_HASH);
    expect(rootOfTree(tree)).toBe(root);
    expect(readTree(tree, pathOfKey(hex(1)))).toEqual(ONE);
  });

  it('gives readers their own copy of a value', () => {
    const { tree } = build([new Map([[hex(1), ONE]])]);
    readTree(tree, pathOfKey(hex(1)))?.fill(9);
    expect(readTree(tree, pathOfKey(hex(1)))).toEqual(ONE);
  });

  it('keeps an inner node over two leaves that differ late', () => {
    const [a, b] = keysWithCommonPrefix(12);
    const { tree } = build([
      new Map([
        [a, ONE],
        [b, ONE],
      ]),
    ]);
    expect(proveKey(tree, a).siblings.length).toBeGreaterThan(12);
    expect(rootOfTree(tree)).toBe(
      referenceRoot(
        new Map([
          [a, ONE],
          [b, ONE],
        ]),
      ),
    );
    const collapsed = update(tree, new Map([[b, undefined]]));
    expect(proveKey(collapsed, a).siblings).toEqual([]);
  });
});

describe('state proofs', () => {
  it('prove every key that is there and every key that is not', () => {
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 4 }), key, value, (batches, asked, other) => {
        const { tree, state } = build(batches);
        const root = rootOfTree(tree);
        const proof = proveKey(tree, asked);
        const stored = state.get(asked);
        expect(verifyAbsence(root, asked, proof)).toBe(stored === undefined);
        if (stored) expect(verifyInclusion(root, asked, stored, proof)).toBe(true);
        if (`${stored}` !== `${other}`) {
          expect(verifyInclusion(root, asked, other, proof)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are refused when anything in them is changed', () => {
    fc.assert(
      fc.property(batch, key, fc.nat(), fc.nat(255), (writes, asked, at, byte) => {
        const { tree, state } = build([writes]);
        const proof = proveKey(tree, asked);
        const tampered = tamper(proof, at, byte);
        if (JSON.stringify(tampered) === JSON.stringify(proof)) return;
        const stored = state.get(asked);
        const root = rootOfTree(tree);
        expect(verifyAbsence(root, asked, tampered)).toBe(false);
        if (stored) expect(verifyInclusion(root, asked, stored, tampered)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('do not let a leaf elsewhere prove absence', () => {
    const [a, b] = keysWithCommonPrefix(3);
    const { tree } = build([
      new Map([
        [a, ONE],
        [b, ONE],
      ]),
    ]);
    const ofB = proveKey(tree, b);
    const stranger = [...Array(200).keys()].map(hex).find((k) => !sharesBits(k, b, 1)) as Hex;
    const path = hexFromBytes(packedBytes(pathOfKey(b)));
    const otherLeaf = { path, valueHash: hexFromBytes(new Uint8Array(32)) };
    expect(verifyAbsence(rootOfTree(tree), stranger, { ...ofB, otherLeaf })).toBe(false);
  });

  it('are bounded, and malformed ones are refused without an error', () => {
    const siblings = Array.from({ length: MAX_STATE_PROOF_SIBLINGS + 1 }, () => ZERO_HASH);
    expect(verifyAbsence(ZERO_HASH, hex(1), { siblings })).toBe(false);
    expect(verifyInclusion(ZERO_HASH, hex(1), ONE, { siblings })).toBe(false);
    const odd: StateProof[] = [
      { siblings: ['0x00'] },
      { siblings: ['garbage' as Hex] },
      { siblings: [], otherLeaf: { path: '0x', valueHash: ZERO_HASH } },
      { siblings: [], otherLeaf: { path: ZERO_HASH, valueHash: `${ZERO_HASH}00` } },
    ];
    for (const proof of odd) expect(verifyAbsence(ZERO_HASH, hex(1), proof)).toBe(false);
  });

  it('prove nothing about an empty value', () => {
    expect(verifyInclusion(ZERO_HASH, hex(1), new Uint8Array(0), { siblings: [] })).toBe(false);
  });
});

const ONE = Uint8Array.of(1);

function hex(n: number): Hex {
  return hexFromBytes(Uint8Array.of(2, n));
}

function build(batches: readonly Batch[]): { tree: StateTree; state: Map<Hex, Uint8Array> } {
  const state = new Map<Hex, Uint8Array>();
  let tree: StateTree = EMPTY_TREE;
  for (const writes of batches) {
    tree = update(tree, writes);
    for (const [stateKey, stored] of writes) {
      if (stored) state.set(stateKey, stored);
      else state.delete(stateKey);
    }
  }
  return { tree, state };
}

function update(tree: StateTree, writes: Batch): StateTree {
  const changes = [...writes].map(([stateKey, stored]) => ({
    key: stateKey,
    path: pathOfKey(stateKey),
    value: stored,
  }));
  return updateTree(tree, changes);
}

function packedBytes(packed: string): Uint8Array {
  return Uint8Array.from(packed, (character) => character.charCodeAt(0));
}

function sharesBits(a: Hex, b: Hex, count: number): boolean {
  const bits = (k: Hex) =>
    [...packedBytes(pathOfKey(k))].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits(a).slice(0, count) === bits(b).slice(0, count);
}

function keysWithCommonPrefix(bits: number): [Hex, Hex] {
  const seen = new Map<string, Hex>();
  for (let n = 0; ; n++) {
    const candidate = hexFromBytes(Uint8Array.of(3, n >> 16, (n >> 8) & 255, n & 255));
    const path = packedBytes(pathOfKey(candidate));
    const prefix = [...path.subarray(0, 4)]
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .slice(0, bits);
    const other = seen.get(prefix);
    if (other) return [other, candidate];
    seen.set(prefix, candidate);
  }
}

function tamper(proof: StateProof, at: number, byte: number): StateProof {
  const flip = (hash: Hash): Hash => {
    const place = 2 + 2 * (at % 32);
    return `0x${hash.slice(2, place)}${byte.toString(16).padStart(2, '0')}${hash.slice(place + 2)}`;
  };
  const { siblings, otherLeaf } = proof;
  if (otherLeaf && at % 3 === 0) {
    return { siblings, otherLeaf: { ...otherLeaf, valueHash: flip(otherLeaf.valueHash) } };
  }
  if (otherLeaf && at % 3 === 1) {
    return { siblings, otherLeaf: { ...otherLeaf, path: flip(otherLeaf.path) } };
  }
  if (siblings.length === 0 || at % 5 === 0)
    return { ...proof, siblings: [...siblings, ZERO_HASH] };
  return { ...proof, siblings: siblings.map((s, i) => (i === at % siblings.length ? flip(s) : s)) };
}
