import { describe, expect, it } from 'vitest';
import { createStateJournal } from '../../../lib/chain/state-journal.ts';
import { createStateStore, type Overlay } from '../../../lib/chain/state-store.ts';
import { EMPTY_TREE, rootOfTree, type StateTree } from '../../../lib/chain/state-tree.ts';
import { MAX_UNFINALIZED_BLOCKS } from '../../../lib/core/limits.ts';
import { filled } from './fixtures.ts';

const hash = (byte: number) => filled(32, byte);

describe('state store', () => {
  it('keeps a state per unfinalized block and forgets the branches that lost', () => {
    const store = createStateStore(hash(0), EMPTY_TREE);
    const a = overlay(EMPTY_TREE, 1);
    const b = overlay(a.tree, 2);
    const lost = overlay(EMPTY_TREE, 3);
    store.add(hash(1), hash(0), a);
    store.add(hash(2), hash(1), b);
    store.add(hash(3), hash(0), lost);
    expect(store.treeAt(hash(3))).toBe(lost.tree);
    expect(store.finalize(hash(1))).toEqual([{ hash: hash(1), overlay: a }]);
    expect(store.treeAt(hash(3))).toBe('unknown');
    expect(store.treeAt(hash(2))).toBe(b.tree);
    expect(store.overlayAt(hash(2))).toBe(b);
    expect(store.unfinalizedCount()).toBe(1);
    expect(store.finalHash()).toBe(hash(1));
    expect(rootOfTree(store.finalTree())).toBe(rootOfTree(a.tree));
  });

  it('finalizes several blocks at once, oldest first', () => {
    const store = createStateStore(hash(0), EMPTY_TREE);
    const a = overlay(EMPTY_TREE, 1);
    const b = overlay(a.tree, 2);
    store.add(hash(1), hash(0), a);
    store.add(hash(2), hash(1), b);
    expect(store.finalize(hash(2)).map((entry) => entry.hash)).toEqual([hash(1), hash(2)]);
    expect(store.finalize(hash(2))).toEqual([]);
    expect(store.treeAt(hash(2))).toBe(b.tree);
  });

  it('refuses a block whose parent is unknown, and adding one twice changes nothing', () => {
    const store = createStateStore(hash(0), EMPTY_TREE);
    const a = overlay(EMPTY_TREE, 1);
    expect(() => store.add(hash(2), hash(1), a)).toThrow(
      expect.objectContaining({ code: 'state/unknown-parent' }),
    );
    store.add(hash(1), hash(0), a);
    store.add(hash(1), hash(0), overlay(EMPTY_TREE, 9));
    expect(store.overlayAt(hash(1))).toBe(a);
    expect(() => store.finalize(hash(7))).toThrow('descends');
  });

  it('bounds how many blocks may wait for finality', () => {
    const store = createStateStore(hash(0), EMPTY_TREE);
    const empty: Overlay = { tree: EMPTY_TREE, diff: [] };
    const name = (n: number) => `0x${n.toString(16).padStart(64, '0')}` as const;
    for (let n = 1; n <= MAX_UNFINALIZED_BLOCKS; n++) store.add(name(n), name(n - 1), empty);
    const next = () => store.add(name(1_000_000), name(1), empty);
    expect(next).toThrow(expect.objectContaining({ code: 'state/too-many-blocks' }));
  });
});

function overlay(parent: StateTree, byte: number): Overlay {
  const journal = createStateJournal(parent);
  journal.set(filled(2, byte), Uint8Array.of(byte));
  return { tree: journal.tree(), diff: journal.diff() };
}
