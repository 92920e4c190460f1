import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statePrefix } from '../../../lib/chain/bind-modules.ts';
import type { EntryChange, Module, QueryContext } from '../../../lib/chain/module.ts';
import type { StateDiff } from '../../../lib/chain/state-diff.ts';
import { applyDiff, sortDiff } from '../../../lib/chain/state-diff.ts';
import { pathOfKey, readTree } from '../../../lib/chain/state-tree.ts';
import type { Hex } from '../../../lib/core/bytes.ts';
import { INDEX_SLICE_ENTRIES } from '../../../lib/core/limits.ts';
import type { FinalHead } from '../../../lib/node/execution/chain-service.ts';
import { createModuleIndexes } from '../../../lib/node/execution/module-indexes.ts';
import { testChain } from '../chain/fixtures.ts';

interface Write {
  module: 'list' | 'other';
  key: number;
  /** Zero deletes. */
  value: number;
}

/** Of the changes that an index was given at once. */
let largest = 0;

/** Lists its entries by key; refuses to go on after an entry of value 255. */
const list: Module = {
  name: 'list',
  version: 1,
  actions: [],
  queries: { one: ({ store }, input) => store.get((input as { key: Hex }).key)?.[0] ?? 0 },
  createIndex() {
    const entries = new Map<Hex, number>();
    return {
      apply(changes) {
        largest = Math.max(largest, [...changes].length);
        for (const { key, before, after } of changes) {
          expectKnown(entries.get(key), before);
          if (after?.[0] === 255) throw new RangeError('no');
          if (after) entries.set(key, after[0] as number);
          else entries.delete(key);
        }
      },
      queries: {
        all: ({ height }: QueryContext) => ({ height, entries: new Map(entries) }),
      },
    };
  },
};

const other: Module = { name: 'other', version: 1, actions: [] };
const chain = testChain({}, [list, other]);

describe('indexes of modules', () => {
  it('answer what a fresh look at the final state would, whenever they are asked', async () => {
    const write = fc.record<Write>({
      module: fc.constantFrom('list', 'other'),
      key: fc.nat(40),
      value: fc.nat(3),
    });
    const step = fc.oneof(
      fc.array(write, { minLength: 1, maxLength: 8 }).map((writes) => ({ writes })),
      fc.constant('ask' as const),
      fc.constant('breathe' as const),
    );
    const steps = fc.array(step, { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.array(write, { maxLength: 300 }), steps, async (first, steps) => {
        const world = createWorld(first);
        for (const step of steps) {
          if (step === 'ask') world.ask();
          else if (step === 'breathe') await world.breatheOnce();
          else world.finalize(step.writes);
        }
        world.ask();
        await world.breatheOut();
        await world.assertRight();
      }),
      { numRuns: 60 },
    );
  });

  it('are built in slices, while blocks become final', async () => {
    const many = Array.from({ length: 3 * INDEX_SLICE_ENTRIES }, (_, key) => ({
      ...{ module: 'list' as const, key, value: 1 },
    }));
    const world = createWorld(many);
    world.ask();
    await world.breatheOnce();
    world.finalize(many.map((write) => ({ ...write, value: 2 })));
    largest = 0;
    await world.breatheOut();
    expect(world.breaths()).toBeGreaterThan(4);
    expect(largest).toBe(INDEX_SLICE_ENTRIES);
    await world.assertRight();
  });

  it('take each final block once, also when a session that is over tells of it again', async () => {
    const world = createWorld([]);
    world.ask();
    await world.breatheOut();
    const block = world.finalize([{ module: 'list', key: 1, value: 1 }]);
    world.indexes.apply([block]);
    world.ask();
    await world.breatheOut();
    await world.assertRight();
  });

  it('are built anew after a change that they could not follow', async () => {
    const world = createWorld([]);
    world.ask();
    await world.breatheOut();
    world.finalize([{ module: 'list', key: 1, value: 255 }]);
    const failed = world.indexes.query('list', 'all', {}).catch((thrown: unknown) => thrown);
    await world.breatheOut();
    expect(await failed).toBeInstanceOf(RangeError);
    world.finalize([{ module: 'list', key: 1, value: 2 }]);
    world.ask();
    await world.breatheOut();
    await world.assertRight();
  });

  it('stand beside queries that read keys and wait for nothing', async () => {
    const world = createWorld([{ module: 'list', key: 7, value: 9 }]);
    const answer = await world.indexes.query('list', 'one', { key: '0x0007' });
    expect(answer).toEqual({ value: 9, height: 0n });
    expect(world.breaths()).toBe(0);
  });

  it.each([
    ['nothing', 'all'],
    ['list', 'none'],
    ['list', 'constructor'],
    ['list', '__proto__'],
    ['bank', 'toString'],
    ['other', 'all'],
  ])('know no %s/%s', async (module, name) => {
    const { indexes } = createWorld([]);
    const unknown = expect.objectContaining({ code: 'query/unknown' });
    await expect(indexes.query(module, name, {})).rejects.toThrow(unknown);
    expect(() => indexes.prefixesOf(module, name)).toThrow(unknown);
  });

  it('refuse an input that is no object of a few plain values', async () => {
    const { indexes } = createWorld([]);
    const malformed = expect.objectContaining({ code: 'query/malformed' });
    await expect(indexes.query('list', 'all', [1])).rejects.toThrow(malformed);
    await expect(indexes.query('list', 'all', { a: {} })).rejects.toThrow(malformed);
  });
});

function createWorld(first: readonly Write[]) {
  const { header, tree } = chain.root;
  let final: FinalHead = { header, hash: '0x', tree, certificate: undefined };
  final = { ...final, tree: applyDiff(final.tree, diffOf(final, first)) };
  const asked: Promise<{ value: unknown; height: bigint }>[] = [];
  const told: { height: bigint; entries: Map<Hex, number> }[] = [];
  const expected = new Map([[0n, listed(final)]]);
  let breaths = 0;
  let waiting: (() => void)[] = [];
  const indexes = createModuleIndexes({
    chain,
    service: { final: () => final },
    breathe() {
      breaths += 1;
      return new Promise((resolve) => waiting.push(resolve));
    },
  });

  async function breatheOnce(): Promise<void> {
    const now = waiting;
    waiting = [];
    for (const resolve of now) resolve();
    for (let i = 0; i < 8; i++) await Promise.resolve();
  }

  return {
    indexes,
    breaths: () => breaths,
    breatheOnce,
    async breatheOut() {
      for (await breatheOnce(); waiting.length > 0; ) await breatheOnce();
    },
    finalize(writes: readonly Write[]) {
      const diff = diffOf(final, writes);
      const next = { ...final.header, height: final.header.height + 1n };
      final = { ...final, header: next, tree: applyDiff(final.tree, diff) };
      expected.set(next.height, listed(final));
      const block = { block: { header: next } as never, diff };
      indexes.apply([block]);
      return block;
    },
    ask() {
      const answer = indexes.query('list', 'all', {});
      asked.push(answer);
      answer.then(
        ({ value }) => told.push(value as (typeof told)[number]),
        () => undefined,
      );
    },
    async assertRight() {
      await Promise.all(asked);
      expect(told.length).toBe(asked.length);
      for (const { height, entries } of told) expect(entries).toEqual(expected.get(height));
    },
  };
}

function diffOf(final: FinalHead, writes: readonly Write[]): StateDiff {
  const last = new Map(writes.map(({ module, key, value }) => [keyOf(module, key), value]));
  const changes = [...last].flatMap(([key, value]) => {
    const before = readTree(final.tree, pathOfKey(key));
    if ((before?.[0] ?? 0) === value) return [];
    return [{ key, before, after: value === 0 ? undefined : Uint8Array.of(value) }];
  });
  return sortDiff(changes);
}

function listed(final: FinalHead): Map<Hex, number> {
  const found = new Map<Hex, number>();
  for (let key = 0; key < 4 * INDEX_SLICE_ENTRIES; key++) {
    const value = readTree(final.tree, pathOfKey(keyOf('list', key)))?.[0];
    if (value) found.set(`0x${key.toString(16).padStart(4, '0')}`, value);
  }
  return found;
}

function keyOf(module: string, key: number): Hex {
  return `${statePrefix(module)}${key.toString(16).padStart(4, '0')}`;
}

function expectKnown(known: number | undefined, before: EntryChange['before']): void {
  expect(known).toBe(before?.[0]);
}
