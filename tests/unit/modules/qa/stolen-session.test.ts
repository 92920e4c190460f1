import { p256 } from '@noble/curves/nist.js';
import { describe, expect, it } from 'vitest';
import type { RecoveredTransaction } from '../../../../lib/chain/check-transaction.ts';
import { executeBlock } from '../../../../lib/chain/execute-block.ts';
import type { ActionFields } from '../../../../lib/chain/module.ts';
import { checkInvariants, readState } from '../../../../lib/chain/read-state.ts';
import type { UnsignedTransaction } from '../../../../lib/chain/transaction.ts';
import { hexFromBytes } from '../../../../lib/core/bytes.ts';
import { qa } from '../../../../lib/modules/qa/index.ts';
import { session } from '../../../../lib/modules/session/index.ts';
import { sessionIdOf } from '../../../../lib/modules/session/keys.ts';
import type { SessionView } from '../../../../lib/modules/session/queries.ts';
import {
  alice,
  bob,
  COIN,
  contextAt,
  filled,
  GENESIS_MS,
  type TestWallet,
  testChain,
  unsigned,
} from '../../chain/fixtures.ts';

const chain = testChain({}, [session, qa]);
const KEY = hexFromBytes(p256.getPublicKey(new Uint8Array(32).fill(7), false));
const SESSION = sessionIdOf(alice.account, KEY, 0n);
const FEE_MAX = COIN / 100n;

/** Its sender is claimed. */
function act(
  wallet: TestWallet,
  primaryType: string,
  fields: ActionFields,
  changes: Partial<UnsignedTransaction>,
): RecoveredTransaction {
  const transaction = unsigned(wallet, primaryType, fields, { feeMax: FEE_MAX, ...changes });
  return {
    transaction: { ...transaction, signature: '0x' },
    ...{ hash: filled(32, 1), bytes: new Uint8Array(300), sender: wallet.account },
  };
}

/** Alice has a bounty of a coin on her question; who has her session accepts Bob's answer. */
async function acceptBySession(spendMaxWei: bigint) {
  const expiresMs = BigInt(GENESIS_MS + 3_600_000);
  const opening = { publicKey: KEY, actions: 'QaAccept', spendMaxWei, expiresMs };
  const question = { title: 'How does a loom weave?', text: 'I wonder.', tags: 'weaving' };
  const bounty = { question: 1n, amountWei: COIN, days: 7n };
  const bySession = { session: { id: SESSION, publicKey: KEY } };
  const { receipts, tree } = await executeBlock(chain, chain.root.tree, contextAt(1n), [
    act(alice, 'SessionOpen', opening, { nonce: 0n }),
    act(alice, 'QaAsk', question, { nonce: 1n }),
    act(alice, 'QaOfferBounty', bounty, { nonce: 2n }),
    act(bob, 'QaAnswer', { question: 1n, text: 'With a shuttle.' }, { nonce: 0n }),
    act(alice, 'QaAccept', { question: 1n, answer: 2n }, { nonce: 0n, ...bySession }),
  ]);
  checkInvariants(chain, tree, 1n);
  const state = readState(chain, tree);
  const [view] = state.query('session', 'list', { account: alice.account }) as SessionView[];
  return { receipt: receipts[4], view, bobWei: state.balanceOf(bob.account) };
}

describe('a stolen session', () => {
  it('gives no bounty away above what it may spend', async () => {
    const { receipt, view, bobWei } = await acceptBySession(COIN + FEE_MAX - 1n);
    const facts = { spentWei: COIN + FEE_MAX, spendLeftWei: COIN + FEE_MAX - 1n };
    expect(receipt?.failure).toEqual({ code: 'chain/session-limit', facts });
    expect(view?.spentWei).toBe(receipt?.feeWei);
    expect(bobWei).toBeLessThan(1_000n * COIN);
  });

  it('that may spend as much pays the bounty, which counts', async () => {
    const { receipt, view, bobWei } = await acceptBySession(COIN + FEE_MAX);
    expect(receipt?.status).toBe('success');
    // The key of the bounties' coins is gone, and its deposit is more than the fee.
    expect(view?.spentWei).toBe(COIN);
    expect(bobWei).toBeGreaterThan(1_000n * COIN);
  });
});
