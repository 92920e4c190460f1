import { describe, expect, it } from 'vitest';
import { createStateJournal } from '../../lib/chain/state-journal.ts';
import { EMPTY_TREE, proveKey, rootOfTree } from '../../lib/chain/state-tree.ts';
import { bytesFromHex, type Hash, type Hex } from '../../lib/core/bytes.ts';
import { type StateProof, verifyAbsence, verifyInclusion } from '../../lib/core/state-proof.ts';
import { referenceRoot } from '../unit/chain/reference-tree.ts';
import { readVectors } from './vectors.ts';

interface Vector {
  name: string;
  entries: [Hex, Hex][];
  root: Hash;
  proofs: (StateProof & { key: Hex })[];
}

describe('state tree', () => {
  it.each(readVectors<Vector>('state-tree'))('$name', ({ entries, root, proofs }) => {
    const state = new Map(entries.map(([key, value]) => [key, bytesFromHex(value)]));
    const journal = createStateJournal(EMPTY_TREE);
    for (const [key, value] of state) journal.set(key, value);
    const tree = journal.tree();
    expect(rootOfTree(tree)).toBe(root);
    expect(referenceRoot(state)).toBe(root);
    for (const { key, ...proof } of proofs) {
      expect(proveKey(tree, key)).toEqual(proof);
      const value = state.get(key);
      if (value) expect(verifyInclusion(root, key, value, proof)).toBe(true);
      else expect(verifyAbsence(root, key, proof)).toBe(true);
    }
  });
});
