import { describe, expect, it } from 'vitest';
import {
  MAX_LIST_ITEMS,
  MAX_PROVEN_CLAIMS,
  MAX_SCANNED_WITHDRAWALS,
} from '../../../lib/core/limits.ts';
import type { Page } from '../../../lib/modules/bridge/queries.ts';
import type { RecordedWithdrawal } from '../../../lib/modules/bridge/withdrawals.ts';
import { ALICE, createBridgeWorld, RECEIVER, withdrawWith } from './bridge-world.ts';

describe('as many tokens as one action names', () => {
  const world = createBridgeWorld();
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
});
