import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindModules } from '../../../lib/chain/bind-modules.ts';
import type { Chain } from '../../../lib/chain/chain.ts';
import { executeBlock } from '../../../lib/chain/execute-block.ts';
import type { ActionFields } from '../../../lib/chain/module.ts';
import { checkInvariants, readState } from '../../../lib/chain/read-state.ts';
import { createStateJournal } from '../../../lib/chain/state-journal.ts';
import type { StateTree } from '../../../lib/chain/state-tree.ts';
import { type Address, type Hex, uintFromBytes } from '../../../lib/core/bytes.ts';
import { MAX_LISTED_ASSETS } from '../../../lib/core/limits.ts';
import { type BankKeeper, createBankKeeper } from '../../../lib/modules/bank/keeper.ts';
import {
  alice,
  bob,
  COIN,
  carol,
  contextAt,
  filled,
  signed,
  testChain,
  transfer,
  unsigned,
  unsignedTransfer,
} from '../chain/fixtures.ts';
import { shelf } from '../chain/shelf-module.ts';

const chain = testChain({}, [shelf]);
const TOKEN = filled(20, 0x77);
const COLLECTION = filled(20, 0x88);

describe('bank', () => {
  it('keeps balances under the frozen keys', () => {
    const state = readState(chain, chain.root.tree, 0n);
    const key: Hex = `0x62616e6b0001${'0'.repeat(40)}${alice.account.slice(2)}`;
    const value = state.get(key) as Uint8Array;
    expect(value.length).toBe(32);
    expect(uintFromBytes(value)).toBe(1_000n * COIN);
    const tree = withKeeper((keeper) => keeper.issueNft(COLLECTION, 5n, alice.account));
    const ownerKey: Hex = `0x62616e6b0002${COLLECTION.slice(2)}${'0'.repeat(63)}5`;
    expect(readState(chain, tree, 0n).get(ownerKey)?.length).toBe(20);
  });

  it('transfers tokens and refuses more than the balance', async () => {
    const tree = withKeeper((keeper) => keeper.issue(alice.account, 100n, TOKEN));
    const send = (amountSmallestUnits: bigint, nonce: bigint) =>
      act('BankTransferToken', { token: TOKEN, to: bob.account, amountSmallestUnits }, nonce);
    const result = await run(tree, [send(40n, 0n), send(61n, 1n), send(60n, 2n)]);
    const failure = result.receipts[1]?.failure;
    expect(failure?.code).toBe('bank/insufficient-balance');
    expect(failure?.facts).toEqual({ asset: TOKEN, balance: '60', amount: '61' });
    const tokens = (account: Address) =>
      readState(chain, result.tree, 1n).query('bank', 'tokens', { account });
    expect(tokens(bob.account)).toEqual([{ token: TOKEN, amount: 100n }]);
    expect(tokens(alice.account)).toEqual([]);
  });

  it('transfers tokens of a collection, by their owner only', async () => {
    const tree = withKeeper((keeper) => keeper.issueNft(COLLECTION, 1n, alice.account));
    const send = (tokenId: bigint, nonce: bigint) =>
      act('BankTransferNft', { token: COLLECTION, tokenId, to: bob.account }, nonce);
    const { receipts, tree: after } = await run(tree, [send(1n, 0n), send(1n, 1n), send(2n, 2n)]);
    expect(receipts.map(({ failure }) => failure?.code)).toEqual([
      undefined,
      'bank/not-owner',
      'bank/not-owner',
    ]);
    const owner = (tokenId: bigint) =>
      readState(chain, after, 1n).query('bank', 'owner', { token: COLLECTION, tokenId });
    expect(owner(1n)).toBe(bob.account);
    expect(owner(2n)).toBeNull();
  });

  it('a transfer to oneself changes nothing but the fee', async () => {
    const { receipts, tree } = await run(chain.root.tree, [
      transfer(chain, alice, alice.account, 10n * COIN),
    ]);
    const { feeWei, depositWei } = receipts[0] ?? { feeWei: 0n, depositWei: 0n };
    const balance = readState(chain, tree, 1n).query('bank', 'balance', { account: alice.account });
    expect(balance).toBe(1_000n * COIN - feeWei - depositWei);
  });

  it('never issues a token of a collection twice, nor changes the kind of an asset', () => {
    withKeeper((keeper) => {
      keeper.issueNft(COLLECTION, 1n, alice.account);
      const again = () => keeper.issueNft(COLLECTION, 1n, bob.account);
      expect(again).toThrow(expect.objectContaining({ code: 'bank/not-owner' }));
      expect(() => keeper.issue(alice.account, 1n, COLLECTION)).toThrow('kind');
      expect(() => keeper.issue(alice.account, 2n ** 256n)).toThrow();
    });
  });

  it('never transfers the native coin under the name of a token', async () => {
    const to = bob.account;
    const fields = { token: filled(20, 0), to, amountSmallestUnits: COIN };
    await expect(run(chain.root.tree, [act('BankTransferToken', fields, 0n)])).rejects.toThrow(
      expect.objectContaining({
        facts: { index: 0, reason: 'transaction/invalid-action', cause: 'bank/not-a-token' },
      }),
    );
  });

  it('lists tokens up to the limit', () => {
    const token = (n: number): Address => `0x${n.toString(16).padStart(40, '0')}`;
    const tree = withKeeper((keeper) => {
      for (let n = 1; n <= MAX_LISTED_ASSETS + 1; n++) keeper.issue(alice.account, 1n, token(n));
    });
    const { account } = alice;
    const tokens = readState(chain, tree, 0n).query('bank', 'tokens', { account });
    expect(tokens).toHaveLength(MAX_LISTED_ASSETS);
    checkInvariants(chain, tree, 0n);
  });

  it('refuses malformed queries by name', () => {
    const state = readState(chain, chain.root.tree, 0n);
    const malformed = expect.objectContaining({ code: 'query/malformed' });
    for (const input of [undefined, null, {}, { account: '0x12' }, { account: 5 }]) {
      expect(() => state.query('bank', 'balance', input)).toThrow(malformed);
    }
    const unknown = expect.objectContaining({ code: 'query/unknown' });
    expect(() => state.query('bank', 'nothing', {})).toThrow(unknown);
    expect(() => state.query('nothing', 'balance', {})).toThrow(unknown);
  });

  it('its invariant notices coins from nowhere', () => {
    const journal = createStateJournal(chain.root.tree);
    createBankKeeper(contextOf(journal)).credit(alice.account, 1n);
    expect(() => checkInvariants(chain, journal.tree(), 0n)).toThrow('sum to the supply');
  });
});

describe('conservation', () => {
  const people = [alice, bob, carol];
  const step = fc.record({
    from: fc.nat(2),
    to: fc.nat(2),
    amount: fc.oneof(fc.bigInt(1n, 10n), fc.bigInt(1n, 1_100n * COIN)),
    kind: fc.constantFrom(
      'BankTransfer',
      'BankTransferToken',
      'ShelfPut',
      'ShelfTake',
      'ShelfFail',
    ),
    feeMax: fc.oneof(fc.bigInt(0n, 10n ** 12n), fc.bigInt(10n ** 14n, COIN)),
  });

  it('holds after every block of random transactions', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 5 }),
        async (blocks) => {
          let tree = withKeeper((keeper) => keeper.issue(alice.account, 1_000n, TOKEN));
          let height = 1n;
          for (const steps of blocks) {
            for (const { from, to, amount, kind, feeMax } of steps) {
              const sender = people[from] as typeof alice;
              const receiver = people[to] as typeof alice;
              const nonce = readState(chain, tree, height).accountOf(sender.account)?.nonce ?? 0n;
              const sent = random(kind, sender.account, receiver.account, amount, nonce, feeMax);
              try {
                ({ tree } = await executeBlock(chain, tree, contextAt(height), [sent]));
              } catch (thrown) {
                expect(thrown).toMatchObject({ code: 'block/invalid-transaction' });
              }
              height++;
              checkInvariants(chain, tree, height);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

function random(
  kind: string,
  from: Address,
  to: Address,
  amount: bigint,
  nonce: bigint,
  feeMax: bigint,
) {
  const base = unsignedTransfer(chain, from, to, amount, { nonce, feeMax });
  if (kind === 'BankTransfer') return base;
  const fields: ActionFields =
    kind === 'BankTransferToken'
      ? { token: TOKEN, to, amountSmallestUnits: amount % 1_500n || 1n }
      : { from: amount % 9n, count: amount % 8n };
  return { ...base, transaction: { ...base.transaction, primaryType: kind, fields } };
}

function act(type: string, fields: Parameters<typeof unsigned>[2], nonce: bigint) {
  return signed(chain, alice, unsigned(alice, type, fields, { nonce }));
}

function run(tree: StateTree, transactions: Parameters<typeof executeBlock>[3]) {
  return executeBlock(chain, tree, contextAt(1n), transactions);
}

function contextOf(journal: ReturnType<typeof createStateJournal>, of: Chain = chain) {
  const bound = bindModules(of.modules, journal, contextAt(0n), () => {});
  return bound.contextOf(of.modules[0] as Chain['modules'][number]);
}

/** Root state after another module, such as a bridge, has used the bank. */
function withKeeper(use: (keeper: BankKeeper) => void): StateTree {
  const journal = createStateJournal(chain.root.tree);
  use(createBankKeeper(contextOf(journal)));
  return journal.tree();
}
