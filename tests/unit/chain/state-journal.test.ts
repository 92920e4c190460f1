import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDiff, invertDiff } from '../../../lib/chain/state-diff.ts';
import { createStateJournal } from '../../../lib/chain/state-journal.ts';
import {
  countKeys,
  EMPTY_TREE,
  rootOfTree,
  type StateTree,
} from '../../../lib/chain/state-tree.ts';
import { type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import {
  MAX_STATE_KEY_BYTES,
  MAX_STATE_VALUE_BYTES,
  STATE_VALUE_BYTES_PER_KEY,
} from '../../../lib/core/limits.ts';
import { referenceRoot } from './reference-tree.ts';

const key = fc.nat(12).map((n) => hexFromBytes(Uint8Array.of(n)));
const write = fc.record({
  type: fc.constant('write' as const),
  key,
  value: fc.uint8Array({ maxLength: 8 }),
});
const step = fc.oneof(
  { weight: 5, arbitrary: write },
  { weight: 2, arbitrary: fc.constant({ type: 'open' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'revert' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'keep' as const }) },
);

describe('state journal', () => {
  it('behaves like copying the whole map at every checkpoint', () => {
    fc.assert(
      fc.property(fc.array(write, { maxLength: 10 }), fc.array(step), (first, steps) => {
        const before = treeOf(first);
        const journal = createStateJournal(before.tree);
        let model = new Map(before.model);
        const saved: { model: Map<Hex, Uint8Array>; at: number }[] = [];
        for (const action of steps) {
          if (action.type === 'write') {
            journal.set(action.key, action.value);
            if (action.value.length > 0) model.set(action.key, action.value);
            else model.delete(action.key);
          } else if (action.type === 'open') {
            saved.push({ model: new Map(model), at: journal.checkpoint() });
          } else {
            const last = saved.pop();
            if (last && action.type === 'revert') {
              journal.revert(last.at);
              model = last.model;
            }
          }
          expect(journal.keyCount()).toBe(model.size);
        }
        for (const [modelKey, value] of model) expect(journal.get(modelKey)).toEqual(value);
        expect(rootOfTree(journal.tree())).toBe(referenceRoot(model));
        const diff = journal.diff();
        const after = applyDiff(before.tree, diff);
        expect(rootOfTree(after)).toBe(referenceRoot(model));
        expect(rootOfTree(applyDiff(after, invertDiff(diff)))).toBe(rootOfTree(before.tree));
      }),
      { numRuns: 300 },
    );
  });

  it('counts a key for each KiB of a value, written now or before', () => {
    const value = new Uint8Array(3 * STATE_VALUE_BYTES_PER_KEY + 1);
    const { tree } = treeOf([{ key: '0x01', value }]);
    expect(countKeys(tree)).toBe(4);
    const journal = createStateJournal(tree);
    journal.set('0x02', value.slice(1));
    expect(journal.keyCount()).toBe(7);
    journal.set('0x01', Uint8Array.of(1));
    expect(journal.keyCount()).toBe(4);
    expect(countKeys(journal.tree())).toBe(4);
  });

  it('lists no change for a value that returns to what it was', () => {
    const { tree } = treeOf([{ key: '0x01', value: Uint8Array.of(1) }]);
    const journal = createStateJournal(tree);
    journal.set('0x01', Uint8Array.of(2));
    journal.set('0x01', Uint8Array.of(1));
    journal.set('0x02', Uint8Array.of(1));
    journal.set('0x02', new Uint8Array(0));
    expect(journal.diff()).toEqual([]);
  });

  it('asserts its bounds', () => {
    const journal = createStateJournal(EMPTY_TREE);
    const longest = hexFromBytes(new Uint8Array(MAX_STATE_KEY_BYTES));
    journal.set(longest, new Uint8Array(MAX_STATE_VALUE_BYTES));
    expect(() => journal.set(`${longest}00`, Uint8Array.of(1))).toThrow('state key');
    const tooLarge = new Uint8Array(MAX_STATE_VALUE_BYTES + 1);
    expect(() => journal.set('0x01', tooLarge)).toThrow('state value');
    expect(() => journal.revert(5)).toThrow('at most once');
  });

  it('refuses to apply a diff to another state', () => {
    const journal = createStateJournal(EMPTY_TREE);
    journal.set('0x01', Uint8Array.of(1));
    const { tree } = treeOf([{ key: '0x01', value: Uint8Array.of(7) }]);
    expect(() => applyDiff(tree, journal.diff())).toThrow('fits the state');
  });
});

function treeOf(writes: readonly { key: Hex; value: Uint8Array }[]): {
  tree: StateTree;
  model: Map<Hex, Uint8Array>;
} {
  const journal = createStateJournal(EMPTY_TREE);
  const model = new Map<Hex, Uint8Array>();
  for (const { key: writtenKey, value } of writes) {
    journal.set(writtenKey, value);
    if (value.length > 0) model.set(writtenKey, value);
    else model.delete(writtenKey);
  }
  return { tree: journal.tree(), model };
}
