import { describe, expect, it } from 'vitest';
import { beginBlock, endBlock } from '../../../lib/chain/block-execution.ts';
import { executeTransaction } from '../../../lib/chain/execute-transaction.ts';
import type { ActionFields } from '../../../lib/chain/module.ts';
import type { StateTree } from '../../../lib/chain/state-tree.ts';
import type { Hash } from '../../../lib/core/bytes.ts';
import { session } from '../../../lib/modules/session/index.ts';
import { sponsor } from '../../../lib/modules/sponsor/index.ts';
import { grantIdOf } from '../../../lib/modules/sponsor/keys.ts';
import { staking } from '../../../lib/modules/staking/index.ts';
import { createLanes } from '../../../lib/node/mempool/lanes.ts';
import { createMempool } from '../../../lib/node/mempool/mempool.ts';
import { MEMPOOL_LIMITS } from '../../../lib/node/mempool/mempool-limits.ts';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';
import {
  alice,
  bob,
  COIN,
  carol,
  contextAt,
  GENESIS_MS,
  signed,
  type TestWallet,
  testChain,
  testWallet,
  unsigned,
} from '../chain/fixtures.ts';
import { shelf } from '../chain/shelf-module.ts';

const NOW_MS = GENESIS_MS + 1_000;
const UNITS = 100;
const dora = testWallet('dora');
const failure = (code: string) => expect.objectContaining({ code });

describe('the room of free transactions', () => {
  it('is not held by what waits for a gap, which costs nobody anything', async () => {
    const { mempool, free } = await setUp({ freeTransactions: 2 });
    const parked = await free(carol, 5n);
    await free(carol, 7n);
    await expect(free(dora, 3n)).rejects.toEqual(failure('mempool/full'));
    await free(dora, 0n);
    expect(mempool.dropped(parked)?.status).toBe('replaced');
    await free(bob, 0n);
    await expect(free(alice, 1n)).rejects.toEqual(failure('mempool/full'));
    expect(mempool.size()).toBe(2);
  });

  it('lets what waits for a gap keep nobody from the budget of a grant', async () => {
    // An hour of the least there may be is ten of these.
    const { free } = await setUp({}, { unitsPerDay: 24_000n });
    for (let nonce = 1n; nonce <= 6n; nonce++) await free(carol, nonce);
    for (let nonce = 0n; nonce < 10n; nonce++) await free(dora, nonce);
    await expect(free(bob, 0n)).rejects.toMatchObject({
      code: 'transaction/nobody-pays',
      facts: { reason: 'sponsor/budget-used' },
    });
  });

  it('is kept by what a grant pays in time, however a block or this node looks at it', async () => {
    const { mempool, free, execute } = await setUp({}, { unitsPerDay: 24_000n });
    const waiting = [await free(dora, 0n), await free(dora, 1n)];
    for (let nonce = 0n; nonce < 10n; nonce++) await execute(bob, PUT, nonce);
    mempool.revalidate([dora.account]);
    expect(mempool.size()).toBe(2);
    const facts = { reason: 'sponsor/budget-used', readyAtMs: NOW_MS + 360_000 };
    const refusal = { code: 'transaction/nobody-pays', message: '', facts };
    for (const hash of waiting) mempool.drop(hash, refusal);
    expect(mempool.size()).toBe(2);
    const { validUntilMs } = mempool.get(waiting[0] as Hash)?.recovered.transaction ?? {};
    const tooLate = { ...facts, readyAtMs: (validUntilMs ?? 0) + 1 };
    for (const hash of waiting) mempool.drop(hash, { ...refusal, facts: tooLate });
    expect(mempool.dropped(waiting[0] as Hash)?.error?.facts).toEqual(tooLate);
    expect(mempool.size()).toBe(0);
  });

  it('is left by what nobody pays any longer', async () => {
    const { mempool, free, execute } = await setUp();
    const stale = [await free(dora, 0n), await free(dora, 1n)];
    await execute(alice, { amountWei: COIN - COIN / 1_000n }, 1n, 'SponsorEmpty');
    mempool.revalidate([dora.account]);
    expect(stale.map((hash) => mempool.dropped(hash)?.error?.code)).toEqual([
      'transaction/nobody-pays',
      'transaction/nobody-pays',
    ]);
  });
});

it('units of a grant are a sum of what is ready', () => {
  const lanes = createLanes();
  const grant: Hash = grantIdOf(alice.account, 0n);
  const entry = { hash: grant, lane: carol.account, account: carol.account, nonce: 0n } as never;
  const ready = Object.assign(entry, { grant, units: UNITS, isFree: true, sizeBytes: 1 });
  lanes.add(ready);
  expect(lanes.unitsOf(grant)).toBe(UNITS);
  lanes.park(ready, 5);
  expect(lanes.unitsOf(grant)).toBe(0);
  expect(lanes.oldestParkedFree()).toBe(ready);
  lanes.park(ready, undefined);
  expect(lanes.unitsOf(grant)).toBe(UNITS);
  lanes.remove(ready);
  expect(lanes.unitsOf(grant)).toBe(0);
  expect(lanes.oldestParkedFree()).toBeUndefined();
});

const PUT = { from: 0n, count: 0n };

/** A mempool on a state in which a sponsor pays for everybody. */
async function setUp(limits: Partial<typeof MEMPOOL_LIMITS> = {}, budget: ActionFields = {}) {
  const chain = testChain({}, [staking, session, sponsor, shelf]);
  let tree: StateTree = chain.root.tree;
  let height = 0n;

  async function execute(
    by: TestWallet,
    fields: ActionFields,
    nonce = 0n,
    primaryType = 'ShelfPut',
  ) {
    const execution = await beginBlock(chain, tree, contextAt(++height, NOW_MS));
    const grant: ActionFields =
      primaryType === 'SponsorEmpty' ? { grant: grantIdOf(alice.account, 0n) } : {};
    const feeMax = primaryType === 'ShelfPut' ? 0n : COIN;
    const transaction = unsigned(by, primaryType, { ...grant, ...fields }, { nonce, feeMax });
    const receipt = await executeTransaction(execution, signed(chain, by, transaction));
    expect(receipt.status).toBe('success');
    tree = (await endBlock(execution)).tree;
  }

  const grant = {
    ...{ module: 'shelf', requires: 'nothing', depositWei: COIN, minimumCoinsWei: 0n },
    ...{ unitsPerAccountPerDay: 4_000n, unitsPerDay: 24_000_000n, priceMaxWei: COIN },
    ...budget,
  };
  await execute(alice, grant, 0n, 'SponsorOpenGrant');
  const mempool = createMempool({ ...MEMPOOL_LIMITS, ...limits })({
    chain,
    clock: createVirtualClock({ wallMs: NOW_MS }),
    finalTree: () => tree,
    recoverSenders: async (transactions) =>
      transactions.map((each) => ({ ...each, sender: each.transaction.account })),
    onChange: () => undefined,
  });
  const free = async (by: TestWallet, nonce: bigint) => {
    const transaction = unsigned(by, 'ShelfPut', PUT, { nonce, feeMax: 0n });
    return (await mempool.add(signed(chain, by, transaction).bytes, false)).hash;
  };
  return { mempool, free, execute };
}
