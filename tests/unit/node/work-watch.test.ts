import { beforeEach, describe, expect, it } from 'vitest';
import { createChain } from '../../../lib/chain/chain.ts';
import type { Module } from '../../../lib/chain/module.ts';
import { pathOfKey, type StateTree, updateTree } from '../../../lib/chain/state-tree.ts';
import type { EngineState } from '../../../lib/consensus/state.ts';
import { bytesFromUint, type Hex, uintFromBytes } from '../../../lib/core/bytes.ts';
import { MAX_WORK_VIEWS } from '../../../lib/core/limits.ts';
import { bank } from '../../../lib/modules/bank/index.ts';
import { createWorkWatch, type WorkWatch } from '../../../lib/node/consensus/work-watch.ts';
import type { ExecutedBlock } from '../../../lib/node/execution/executed-block.ts';
import type { EvidencePool } from '../../../lib/node/mempool/evidence-pool.ts';
import type { Mempool } from '../../../lib/node/mempool/mempool.ts';
import {
  createVirtualClock,
  type VirtualClock,
} from '../../../lib/platform/memory/virtual-clock.ts';
import { testGenesis } from '../chain/fixtures.ts';

const START_MS = 1_700_000_000_000;

/** Needs a block at the time that its one key says. */
const alarm: Module = {
  name: 'alarm',
  version: 1,
  actions: [],
  dueMs: ({ store }) => {
    const bytes = store.get('0x01');
    return bytes && Number(uintFromBytes(bytes));
  },
};
const chain = createChain(testGenesis(), [bank, alarm]);
const KEY: Hex = '0x616c61726d0001';

function treeDueAt(dueMs: number): StateTree {
  const value = bytesFromUint(BigInt(dueMs), 8);
  return updateTree(chain.root.tree, [{ key: KEY, path: pathOfKey(KEY), value }]);
}

let clock: VirtualClock;
let watch: WorkWatch;
let tree: StateTree;
let open: ExecutedBlock[];
let view: bigint;
let told: { pending: boolean; afterMs: number }[];

beforeEach(() => {
  clock = createVirtualClock({ wallMs: START_MS });
  tree = chain.root.tree;
  open = [];
  view = 1n;
  told = [];
  watch = createWorkWatch({
    chain,
    clock,
    mempool: { size: () => 0, ready: () => [] } as unknown as Mempool,
    evidence: { isPending: () => false } as unknown as EvidencePool,
    service: { executed: () => open, final: () => ({ tree }) },
    state: () => ({ view, config: { epoch: 0n }, views: new Map() }) as unknown as EngineState,
    onWork: (pending) => told.push({ pending, afterMs: clock.wallMs() - START_MS }),
  });
});

function openBlock(height: bigint, after: StateTree): ExecutedBlock {
  const header = { height, epoch: 0n, view: height };
  return { block: { header }, tree: after, transactions: [] } as unknown as ExecutedBlock;
}

describe('a block that a module needs', () => {
  it('is work once its time has come, with nobody looking meanwhile', () => {
    tree = treeDueAt(START_MS + 2_000);
    watch.look();
    watch.look();
    clock.advance(1_999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual([{ pending: true, afterMs: 2_000 }]);
  });

  it('is work no more when an open block made it', () => {
    tree = treeDueAt(START_MS);
    watch.look();
    open = [openBlock(1n, treeDueAt(START_MS + 5_000)), openBlock(2n, chain.root.tree)];
    watch.look();
    expect(told.map(({ pending }) => pending)).toEqual([true, false]);
    clock.advance(10_000);
    expect(told).toHaveLength(2);
    open = [];
    watch.look();
    expect(told.at(-1)?.pending).toBe(true);
  });

  it('is the one that the newest open block leaves to be made', () => {
    open = [openBlock(2n, treeDueAt(START_MS + 3_000)), openBlock(1n, treeDueAt(START_MS))];
    watch.look();
    expect(told).toEqual([]);
    clock.advance(3_000);
    expect(told).toEqual([{ pending: true, afterMs: 3_000 }]);
  });

  it('keeps nobody awake that no leader makes', () => {
    tree = treeDueAt(START_MS);
    for (; view <= MAX_WORK_VIEWS; view++) watch.look();
    expect(told.map(({ pending }) => pending)).toEqual([true]);
    watch.look();
    expect(told.map(({ pending }) => pending)).toEqual([true, false]);
    tree = treeDueAt(START_MS - 1);
    watch.look();
    expect(told.at(-1)?.pending).toBe(true);
  });

  it('is never one on a chain that needs none, nor after the end', () => {
    for (; view < 50n; view++) watch.look();
    clock.advance(3_600_000);
    expect(told).toEqual([]);
    tree = treeDueAt(clock.wallMs() + 1_000);
    watch.look();
    watch.stop();
    clock.advance(3_600_000);
    expect(told).toEqual([]);
  });
});
