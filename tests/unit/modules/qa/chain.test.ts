import { describe, expect, it } from 'vitest';
import { executeBlock } from '../../../../lib/chain/execute-block.ts';
import { itemsIn, maxNewKeysOf, unitsOf } from '../../../../lib/chain/fees.ts';
import type { ActionFields } from '../../../../lib/chain/module.ts';
import { checkInvariants } from '../../../../lib/chain/read-state.ts';
import {
  bytesFromTransaction,
  decodeTransaction,
  type UnsignedTransaction,
} from '../../../../lib/chain/transaction.ts';
import {
  MAX_POST_TEXT_BYTES,
  MAX_POST_TRANSACTION_BYTES,
  MAX_TAG_LENGTH,
  MAX_TITLE_BYTES,
} from '../../../../lib/core/module-limits.ts';
import { qa } from '../../../../lib/modules/qa/index.ts';
import {
  alice,
  bob,
  COIN,
  contextAt,
  filled,
  signed,
  type TestWallet,
  testChain,
  unsigned,
} from '../../chain/fixtures.ts';

const chain = testChain({}, [qa]);
const LARGEST = {
  title: 'x'.repeat(MAX_TITLE_BYTES),
  text: 'x'.repeat(MAX_POST_TEXT_BYTES),
  tags: ['a', 'b', 'c', 'd', 'e'].map((tag) => tag.repeat(MAX_TAG_LENGTH)).join(' '),
};
const LONGEST_TERMS: Partial<UnsignedTransaction> = { feeMax: COIN };

function act(wallet: TestWallet, primaryType: string, fields: ActionFields, nonce = 0n) {
  const terms = { nonce, ...LONGEST_TERMS };
  return signed(chain, wallet, unsigned(wallet, primaryType, fields, terms));
}

const run = (transactions: ReturnType<typeof act>[]) =>
  executeBlock(chain, chain.root.tree, contextAt(1n), transactions);

describe('on a chain', () => {
  it('the largest question is asked, for a deposit and units that its fields tell', async () => {
    const { receipts, tree } = await run([act(alice, 'QaAsk', LARGEST)]);
    expect(receipts[0]?.status).toBe('success');
    const { definition } = chain.registry.get('QaAsk');
    const items = itemsIn(LARGEST);
    expect(receipts[0]?.units).toBe(unitsOf(definition, items));
    const { keyDepositWei } = chain.genesis.parameters;
    const most = BigInt(maxNewKeysOf(definition, items) + 1) * keyDepositWei;
    expect(receipts[0]?.depositWei).toBeLessThanOrEqual(most);
    checkInvariants(chain, tree, 1n);
  });

  it('the largest question fits into its transaction by a session too, and no larger one', () => {
    const { definition } = chain.registry.get('QaAsk');
    const session = { id: filled(32, 1), publicKey: filled(65, 4) };
    const encoded = (text: string) =>
      bytesFromTransaction(definition, {
        ...unsigned(alice, 'QaAsk', { ...LARGEST, text }, { feeMax: (1n << 256n) - 1n }),
        ...{ nonce: (1n << 64n) - 1n, session, signature: filled(64, 1) },
      });
    const bytes = encoded(LARGEST.text);
    expect(bytes.length).toBeLessThanOrEqual(MAX_POST_TRANSACTION_BYTES);
    expect(decodeTransaction(chain.registry, bytes).transaction.fields).toEqual(LARGEST);
    expect(() => encoded('x'.repeat(2 * MAX_POST_TEXT_BYTES))).toThrow();
  });

  it('a replayed action is in no block, and neither is one with a giant title', async () => {
    const once = act(alice, 'QaAsk', { ...LARGEST, text: 'So.' });
    await expect(run([once, once])).rejects.toMatchObject({
      facts: { reason: 'transaction/nonce-used' },
    });
    const giant = act(alice, 'QaAsk', { ...LARGEST, text: 'So.', title: 'x'.repeat(9_000) });
    await expect(run([giant])).rejects.toMatchObject({
      facts: { reason: 'transaction/invalid-action', cause: 'qa/title-length' },
    });
  });

  it('a refused action is a named failure, which leaves nothing but its fee', async () => {
    const { receipts, tree } = await run([
      act(alice, 'QaAsk', { ...LARGEST, text: 'So.' }),
      act(alice, 'QaVote', { post: 1n, vote: 'up' }, 1n),
      act(bob, 'QaVote', { post: 1n, vote: 'up' }),
      act(bob, 'QaVote', { post: 1n, vote: 'up' }, 1n),
    ]);
    expect(receipts.map(({ failure }) => failure?.code)).toEqual([
      undefined,
      'qa/own-post',
      undefined,
      'qa/nothing-changes',
    ]);
    checkInvariants(chain, tree, 1n);
  });
});
