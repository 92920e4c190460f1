import { describe, expect, it } from 'vitest';
import { leafOfWithdrawal } from '../../../lib/chain/outbox.ts';
import { createAppendProver } from '../../../lib/core/append-tree.ts';
import {
  MAX_LIST_ITEMS,
  MAX_PROVEN_CLAIMS,
  MAX_SCANNED_WITHDRAWALS,
} from '../../../lib/core/limits.ts';
import { createClaimProver, type PageRoots } from '../../../lib/modules/bridge/prove-withdrawal.ts';
import type { Page } from '../../../lib/modules/bridge/queries.ts';
import {
  type RecordedWithdrawal,
  withdrawalList,
} from '../../../lib/modules/bridge/withdrawals.ts';
import { ALICE, createBridgeWorld, RECEIVER, withdrawWith } from './bridge-world.ts';

describe('as many tokens as one action names', () => {
  const world = createBridgeWorld();
  world.depositEth(ALICE, 3n);
  const tokenIds = Array.from({ length: MAX_LIST_ITEMS }, (_, id) => BigInt(id));

  it('leave together, a leaf each', () => {
    for (const id of tokenIds) world.depositNft(ALICE, id);
    expect(withdrawWith(world, ALICE).nfts(tokenIds)).toBeUndefined();
    expect(world.query('counts')).toMatchObject({ withdrawals: MAX_LIST_ITEMS });
    world.check();
  });

  it('are listed in parts, the newest first', () => {
    const account = RECEIVER;
    const first = world.query<Page<RecordedWithdrawal>>('withdrawals', { account });
    expect(first.items).toHaveLength(MAX_SCANNED_WITHDRAWALS);
    const before = first.next as bigint;
    const rest = world.query<Page<RecordedWithdrawal>>('withdrawals', { account, before });
    expect(rest.next).toBeUndefined();
    const listed = [...first.items, ...rest.items].map(({ value }) => value);
    expect(listed).toEqual([...tokenIds].reverse());
  });

  it('are proven as many at a time as the bound says', () => {
    const indexes = tokenIds.slice(0, MAX_PROVEN_CLAIMS);
    expect(world.query('claims', { indexes, height: 1n })).toHaveLength(MAX_PROVEN_CLAIMS);
    const more = tokenIds.slice(0, MAX_PROVEN_CLAIMS + 1);
    expect(() => world.query('claims', { indexes: more, height: 1n })).toThrow('of that height');
  });

  it('are proven as the tree of all leaves proves them, also when more have left', () => {
    const context = { store: world.store() };
    const roots: PageRoots = new Map();
    for (const count of [MAX_LIST_ITEMS, MAX_LIST_ITEMS + 3]) {
      const height = world.nextBlock();
      const before = withdrawalList.count(context.store);
      for (let left = before; left < count; left++) withdrawWith(world, ALICE).eth(1n);
      const all = withdrawalList.slice(context.store, 0, count);
      const proveWhole = createAppendProver(all.map(leafOfWithdrawal));
      const prove = createClaimProver(context, height, roots);
      for (const index of [0, 31, 32, 4_095, 9_983, 9_984, count - 1].map(BigInt)) {
        expect(prove(index).proof).toEqual(proveWhole(index));
      }
      expect(roots.size).toBe(Math.floor(count / 32));
    }
  });
});
