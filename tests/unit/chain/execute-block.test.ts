import { describe, expect, it } from 'vitest';
import { EXECUTION_LIMITS } from '../../../lib/chain/block-execution.ts';
import type { RecoveredTransaction } from '../../../lib/chain/check-transaction.ts';
import { type ExecutionOptions, executeBlock } from '../../../lib/chain/execute-block.ts';
import { DEPOSIT_ACCOUNT } from '../../../lib/chain/keyless-accounts.ts';
import type { Module } from '../../../lib/chain/module.ts';
import { checkInvariants, readState } from '../../../lib/chain/read-state.ts';
import type { StateTree } from '../../../lib/chain/state-tree.ts';
import {
  EXECUTION_SLICE_TRANSACTIONS,
  MAX_STATE_KEYS,
  MAX_TRANSACTIONS_PER_BLOCK,
} from '../../../lib/core/limits.ts';
import { sponsor } from '../../../lib/modules/sponsor/index.ts';
import { staking } from '../../../lib/modules/staking/index.ts';
import {
  alice,
  bob,
  COIN,
  carol,
  contextAt,
  GENESIS_MS,
  signed,
  testChain,
  transfer,
  unsigned,
  unsignedTransfer,
} from './fixtures.ts';
import { shelf } from './shelf-module.ts';

const chain = testChain({}, [shelf]);
const { basePriceWei, keyDepositWei } = chain.genesis.parameters;
const proposer = contextAt(1n).proposer;

describe('executing a block', () => {
  it('moves coins, charges the sender and pays the proposer', async () => {
    const { receipts, tree } = await run([transfer(chain, alice, bob.account, COIN)]);
    const [receipt] = receipts;
    const baseWei = 250n * basePriceWei;
    expect(receipt).toMatchObject({ status: 'success', units: 250, feeWei: 2n * baseWei });
    expect(receipt?.depositWei).toBe(keyDepositWei);
    expect(receipt?.events).toEqual([
      {
        name: 'bank.transferred',
        fields: {
          asset: `0x${'0'.repeat(40)}`,
          from: alice.account,
          to: bob.account,
          amount: COIN,
        },
      },
    ]);
    expect(balance(tree, alice.account)).toBe(999n * COIN - 2n * baseWei - keyDepositWei);
    expect(balance(tree, bob.account)).toBe(1_001n * COIN);
    expect(balance(tree, proposer)).toBe(2n * baseWei);
    expect(balance(tree, DEPOSIT_ACCOUNT)).toBe(keyDepositWei);
    expect(account(tree, alice.account)).toMatchObject({ nonce: 1n, depositWei: keyDepositWei });
  });

  it('leaves an empty block without a trace in state', async () => {
    const { stateRoot, diff } = await run([]);
    expect(stateRoot).toBe(chain.root.header.stateRoot);
    expect(diff).toEqual([]);
  });

  it('tip is what is left of the maximum, at most the base fee', async () => {
    const baseWei = 250n * basePriceWei;
    for (const [extraWei, tipWei] of [
      [0n, 0n],
      [7n, 7n],
      [baseWei + 9n, baseWei],
    ] as const) {
      const feeMax = baseWei + keyDepositWei + extraWei;
      const { receipts } = await run([transfer(chain, alice, bob.account, 1n, { feeMax })]);
      expect(receipts[0]?.feeWei).toBe(baseWei + tipWei);
    }
  });

  it('a named failure pays its fee and its number and leaves nothing else', async () => {
    const { receipts, tree } = await run([act('ShelfFail', 5n, 0n)]);
    expect(receipts[0]).toMatchObject({
      status: 'failure',
      failure: { code: 'shelf/broken', facts: { weight: 3n, from: '5' } },
      events: [],
      depositWei: keyDepositWei,
    });
    const { feeWei, depositWei } = receipts[0] ?? { feeWei: 0n, depositWei: 0n };
    expect(balance(tree, alice.account)).toBe(1_000n * COIN - feeWei - depositWei);
    expect(account(tree, alice.account).nonce).toBe(1n);
    expect(readState(chain, tree, 1n).get('0x7368656c66000000000000000005')).toBeUndefined();
  });

  it('sending more than is left fails by name', async () => {
    const { receipts } = await run([transfer(chain, alice, bob.account, 1_000n * COIN)]);
    expect(receipts[0]?.failure?.code).toBe('bank/insufficient-balance');
  });

  it('waits for asynchronous actions', async () => {
    const { receipts, diff } = await run([act('ShelfLater', 1n, 0n)]);
    expect(receipts[0]?.status).toBe('success');
    expect(diff.some(({ key }) => key.startsWith('0x7368656c6600'))).toBe(true);
  });

  it('a bug in a module is no verdict about the block', async () => {
    await expect(run([act('ShelfBug', 0n, 0n)])).rejects.toThrow(TypeError);
    const broken = expect.objectContaining({ code: 'internal/assertion' });
    await expect(run([act('ShelfAssert', 0n, 0n)])).rejects.toThrow(broken);
  });

  it('runs hooks in module order and puts their events into a last receipt', async () => {
    const order: string[] = [];
    const hooked = (name: string): Module => ({
      name,
      version: 1,
      actions: [],
      beginBlock: (context) => {
        order.push(`begin ${name}`);
        context.emit('began', { height: context.block.height });
      },
      endBlock: async () => {
        order.push(`end ${name}`);
      },
    });
    const other = testChain({}, [hooked('first'), hooked('second')]);
    const sent = transfer(other, alice, bob.account, 1n);
    const { receipts } = await executeBlock(other, other.root.tree, contextAt(1n), [sent]);
    expect(order).toEqual(['begin first', 'begin second', 'end first', 'end second']);
    expect(receipts.length).toBe(2);
    expect(receipts[1]?.events.map(({ name }) => name)).toEqual(['first.began', 'second.began']);
  });

  it('pauses between slices of many transactions', async () => {
    let pauses = 0;
    const pause = async () => {
      pauses++;
    };
    await run(many(EXECUTION_SLICE_TRANSACTIONS * 2 + 1), { pause });
    // Two between the slices, three around what ends the block.
    expect(pauses).toBe(5);
  });
});

describe('transactions that make a block invalid', () => {
  it('replayed', async () => {
    const sent = transfer(chain, alice, bob.account, 1n);
    await expectInvalid([sent, sent], 1, 'transaction/nonce-used');
  });

  it('nonce-gapped', async () => {
    const sent = transfer(chain, alice, bob.account, 1n, { nonce: 1n });
    await expectInvalid([sent], 0, 'transaction/nonce-gap');
  });

  it('expired', async () => {
    const sent = transfer(chain, alice, bob.account, 1n, { validUntilMs: GENESIS_MS + 999 });
    await expectInvalid([sent], 0, 'transaction/expired');
  });

  it('valid for too long', async () => {
    const validUntilMs = GENESIS_MS + 3_601_001;
    const sent = transfer(chain, alice, bob.account, 1n, { validUntilMs });
    await expectInvalid([sent], 0, 'transaction/valid-too-long');
  });

  it('signed by another account', async () => {
    const sent = transfer(chain, alice, bob.account, 1n);
    await expectInvalid([{ ...sent, sender: bob.account }], 0, 'transaction/wrong-signature');
    await expectInvalid([{ ...sent, sender: undefined }], 0, 'transaction/wrong-signature');
  });

  it('cannot pay its highest fee', async () => {
    const sent = transfer(chain, carol, bob.account, 1n);
    await expectInvalid([sent], 0, 'transaction/cannot-pay');
  });

  it('fee below the price, and below the deposit of a first record', async () => {
    const baseWei = 250n * basePriceWei;
    for (const feeMax of [baseWei - 1n, baseWei + keyDepositWei - 1n]) {
      const sent = transfer(chain, alice, bob.account, 1n, { feeMax });
      await expectInvalid([sent], 0, 'transaction/fee-too-low');
    }
  });

  it('free ones that nobody pays, with the reason of the sponsor as cause', async () => {
    const sponsored = testChain({}, [staking, sponsor]);
    const sent = transfer(sponsored, alice, bob.account, 1n, { feeMax: 0n });
    const run = () => executeBlock(sponsored, sponsored.root.tree, contextAt(1n), [sent]);
    await expect(run()).rejects.toMatchObject({
      code: 'block/invalid-transaction',
      facts: { index: 0, reason: 'transaction/nobody-pays', cause: 'sponsor/no-grant' },
    });
  });

  it('too many, or too many units', async () => {
    const limits = { ...EXECUTION_LIMITS, transactions: 2 };
    const full = expect.objectContaining({ code: 'block/full' });
    await expect(run(many(3), { limits })).rejects.toThrow(full);
    await run(many(2), { limits });
    const units = { ...EXECUTION_LIMITS, units: 499 };
    await expect(run(many(2), { limits: units })).rejects.toThrow(full);
    await run(many(2), { limits: { ...units, units: 500 } });
    expect(EXECUTION_LIMITS.transactions).toBe(MAX_TRANSACTIONS_PER_BLOCK);
  });
});

describe('key deposits', () => {
  it('are paid for keys created and come back for keys deleted', async () => {
    const put = await run([act('ShelfPut', 0n, 5n)]);
    expect(put.receipts[0]).toMatchObject({ depositWei: 6n * keyDepositWei, refundWei: 0n });
    expect(balance(put.tree, DEPOSIT_ACCOUNT)).toBe(6n * keyDepositWei);
    const take = await run([act('ShelfTake', 0n, 5n, 1n)], {}, put.tree);
    expect(take.receipts[0]).toMatchObject({ depositWei: 0n, refundWei: 5n * keyDepositWei });
    expect(account(take.tree, alice.account).depositWei).toBe(keyDepositWei);
  });

  it('come back at most as far as the account itself paid', async () => {
    const put = await run([act('ShelfPut', 0n, 5n)]);
    const first = await run([transferTo(bob, carol.account)], {}, put.tree);
    const paid = account(first.tree, bob.account).depositWei;
    const nonce = 1n;
    const shelfTake = unsigned(bob, 'ShelfTake', { from: 0n, count: 5n }, { nonce });
    const take = await run([signed(chain, bob, shelfTake)], {}, first.tree);
    expect(take.receipts[0]?.refundWei).toBe(paid);
    expect(account(take.tree, bob.account).depositWei).toBe(0n);
    checkInvariants(chain, take.tree, 3n);
  });

  it('must fit into the highest fee, otherwise the action fails by name', async () => {
    const feeMax = 100n * basePriceWei + 5n * keyDepositWei;
    const { receipts, diff } = await run([act('ShelfPut', 0n, 5n, 0n, feeMax)]);
    expect(receipts[0]?.failure?.code).toBe('chain/deposit-above-fee-max');
    expect(receipts[0]?.depositWei).toBe(keyDepositWei);
    expect(diff.some(({ key }) => key.startsWith('0x7368656c6600'))).toBe(false);
  });

  it('cannot be avoided by emptying the own balance while creating a key', async () => {
    const first = await run([transfer(chain, alice, bob.account, 1n)]);
    const feeMax = COIN / 100n;
    const allWei = balance(first.tree, alice.account) - feeMax;
    const sweep = transfer(chain, alice, carol.account, allWei, { nonce: 1n, feeMax });
    const { receipts } = await run([sweep], {}, first.tree);
    expect(receipts[0]).toMatchObject({ status: 'success', depositWei: keyDepositWei });
  });

  it('a full state refuses new keys by name and goes on otherwise', async () => {
    const first = await run([transfer(chain, alice, bob.account, 1n)]);
    const stateKeys = readState(chain, first.tree, 1n).keyCount();
    const limits = { ...EXECUTION_LIMITS, stateKeys };
    const actions = [act('ShelfPut', 0n, 1n, 1n), transferTo(alice, bob.account, 2n)];
    const { receipts } = await run(actions, { limits }, first.tree);
    expect(receipts[0]?.failure?.code).toBe('chain/state-full');
    expect(receipts[1]?.status).toBe('success');
  });

  it('a full state keeps a reserve for actions that declare it, and that has an end too', async () => {
    const first = await run([transfer(chain, alice, bob.account, 1n)]);
    const stateKeys = readState(chain, first.tree, 1n).keyCount();
    const limits = { ...EXECUTION_LIMITS, stateKeys, reservedStateKeys: 2 };
    const actions = [
      act('ShelfPut', 0n, 1n, 1n),
      act('ShelfSave', 0n, 2n, 2n),
      act('ShelfSave', 2n, 1n, 3n),
      act('ShelfSave', 0n, 2n, 4n),
    ];
    const { receipts, tree } = await run(actions, { limits }, first.tree);
    const full = (keys: number) => ({ code: 'chain/state-full', facts: { keys: BigInt(keys) } });
    expect(receipts.map(({ failure }) => failure)).toEqual([
      full(stateKeys),
      undefined,
      full(stateKeys + 2),
      undefined,
    ]);
    expect(readState(chain, tree, 1n).keyCount()).toBe(stateKeys + 2);
    const { stateKeys: others, reservedStateKeys: reserve } = EXECUTION_LIMITS;
    expect([others, others + reserve]).toEqual([900_000, MAX_STATE_KEYS]);
  });
});

function run(
  transactions: readonly RecoveredTransaction[],
  options: ExecutionOptions = {},
  tree: StateTree = chain.root.tree,
) {
  return executeBlock(chain, tree, contextAt(1n), transactions, options);
}

function act(type: string, from: bigint, count: bigint, nonce = 0n, feeMax = COIN / 100n) {
  return signed(chain, alice, unsigned(alice, type, { from, count }, { nonce, feeMax }));
}

function transferTo(from: typeof alice, to: typeof alice.account, nonce = 0n) {
  return transfer(chain, from, to, COIN, { nonce });
}

function many(count: number): RecoveredTransaction[] {
  return Array.from({ length: count }, (_, i) =>
    unsignedTransfer(chain, alice.account, bob.account, 1n, { nonce: BigInt(i) }),
  );
}

function account(tree: StateTree, address: typeof alice.account) {
  return readState(chain, tree, 1n).accountOf(address) ?? { nonce: 0n, depositWei: 0n };
}

function balance(tree: StateTree, address: typeof alice.account): bigint {
  return readState(chain, tree, 1n).balanceOf(address);
}

async function expectInvalid(
  transactions: readonly RecoveredTransaction[],
  index: number,
  reason: string,
): Promise<void> {
  await expect(run(transactions)).rejects.toThrow(
    expect.objectContaining({
      code: 'block/invalid-transaction',
      facts: expect.objectContaining({ index, reason }),
    }),
  );
}
