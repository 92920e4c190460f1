import { assert } from '../core/assert.ts';
import { equalBytes, type Hex } from '../core/bytes.ts';
import { MAX_STATE_KEY_BYTES, MAX_STATE_VALUE_BYTES } from '../core/limits.ts';
import type { Packed } from '../core/packed.ts';
import { type StateDiff, sortDiff } from './state-diff.ts';
import {
  countKeys,
  keysInValue,
  pathOfKey,
  readTree,
  type StateChange,
  type StateTree,
  updateTree,
  updateTreeInSlices,
} from './state-tree.ts';

/** Marks a moment a journal can return to. */
export type Checkpoint = number;

/**
 * The state while a block executes: reads through to the parent's tree, keeps writes, and returns
 * to any earlier checkpoint. Opening one costs nothing; reverting costs what was written since.
 * Checkpoints nest: reverting to an older one discards the younger.
 */
export interface StateJournal {
  /** The caller must not modify the value. */
  get(key: Hex): Uint8Array | undefined;
  /** An empty value deletes. The value belongs to the journal from now on. */
  set(key: Hex, value: Uint8Array): void;
  checkpoint(): Checkpoint;
  revert(to: Checkpoint): void;
  /** Keys in the state as it is now, a value of several KiB counting as several keys. */
  keyCount(): number;
  /** So many more than in the parent's. */
  growth(): number;
  /** Every key whose value differs from the parent's, in order of key. */
  diff(): StateDiff;
  /** The parent's tree with all changes. */
  tree(): StateTree;
  /** The same; other work of the thread runs in between, which must not write here. */
  treeInSlices(pause: () => Promise<void>): Promise<StateTree>;
}

export function createStateJournal(parent: StateTree): StateJournal {
  const entries = new Map<Hex, Entry>();
  const undo: { entry: Entry; value: Uint8Array | undefined }[] = [];
  const parentKeys = countKeys(parent);
  let growth = 0;

  const entryOf = (key: Hex): Entry => {
    let entry = entries.get(key);
    if (!entry) {
      const path = pathOfKey(key);
      const before = readTree(parent, path);
      entry = { path, before, now: before };
      entries.set(key, entry);
    }
    return entry;
  };
  const assign = (entry: Entry, value: Uint8Array | undefined) => {
    growth += keysOf(value) - keysOf(entry.now);
    entry.now = value;
  };

  return {
    get: (key) => entryOf(key).now,
    set(key, value) {
      assert(key.length <= 2 + 2 * MAX_STATE_KEY_BYTES, 'state key within its limit');
      assert(value.length <= MAX_STATE_VALUE_BYTES, 'state value within its limit');
      const entry = entryOf(key);
      undo.push({ entry, value: entry.now });
      assign(entry, value.length === 0 ? undefined : value);
    },
    checkpoint: () => undo.length,
    revert(to) {
      assert(to <= undo.length, 'a checkpoint is reverted at most once');
      while (undo.length > to) {
        const last = undo.pop() as { entry: Entry; value: Uint8Array | undefined };
        assign(last.entry, last.value);
      }
    },
    keyCount: () => parentKeys + growth,
    growth: () => growth,
    diff: () =>
      sortDiff(changed(entries).map(([key, { before, now }]) => ({ key, before, after: now }))),
    tree: () => updateTree(parent, changesOf(entries)),
    treeInSlices: (pause) => updateTreeInSlices(parent, changesOf(entries), pause),
  };
}

function keysOf(value: Uint8Array | undefined): number {
  return value ? keysInValue(value.length) : 0;
}

interface Entry {
  readonly path: Packed;
  readonly before: Uint8Array | undefined;
  now: Uint8Array | undefined;
}

function changesOf(entries: ReadonlyMap<Hex, Entry>): StateChange[] {
  return changed(entries).map(([key, { path, now }]) => ({ key, path, value: now }));
}

function changed(entries: ReadonlyMap<Hex, Entry>): [Hex, Entry][] {
  return [...entries].filter(([, { before, now }]) => {
    if (before === undefined || now === undefined) return before !== now;
    return !equalBytes(before, now);
  });
}
