import {
  type Client,
  TransactionNotFoundError,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem';
import { getTransaction, getTransactionCount, getTransactionReceipt } from 'viem/actions';
import type { Hash } from '../types.ts';
import { SENT_UNKNOWN_MS } from './limits.ts';
import type { EthereumAccount } from './send-to-ethereum.ts';
import type { SeenSent, SentTransaction } from './sent.ts';

export type SentLooks = ReadonlyMap<Hash, SeenSent>;

export interface SentLook {
  /** The newest block that cannot be taken back. */
  finalized: bigint;
  nowMs: number;
}

/**
 * Looks at all that was sent, and forgets what is final: the transfers show it. Errors: those of
 * reading Ethereum.
 */
export async function lookAtAllSent(
  { client, account, log }: Pick<EthereumAccount, 'client' | 'account' | 'log'>,
  look: SentLook,
  before: SentLooks,
): Promise<SentLooks> {
  const looks = await Promise.all(
    log.all().map((sent) => {
      const knownAtMs = before.get(sent.hash)?.knownAtMs ?? look.nowMs;
      return lookAtSent({ ...look, client, account, knownAtMs }, sent);
    }),
  );
  for (const { hash, state, nonce } of looks) {
    const kept = log.all().find((sent) => sent.hash === hash);
    if (state === 'final') log.forget(hash);
    else if (kept && kept.nonce === undefined && nonce !== undefined) log.setNonce(hash, nonce);
  }
  return new Map(looks.map((each) => [each.hash, each]));
}

/** How a transaction stands on Ethereum. */
async function lookAtSent(
  {
    client,
    account,
    finalized,
    nowMs,
    knownAtMs,
  }: SentLook & Pick<EthereumAccount, 'client' | 'account'> & { knownAtMs: number },
  sent: SentTransaction,
): Promise<SeenSent> {
  // In this order: when the count is beyond its nonce, its receipt must be there.
  const count = await getTransactionCount(client, { address: account });
  const receipt = await receiptOf(client, sent.hash);
  if (receipt) {
    const { blockNumber: block, status } = receipt;
    const isFinal = block <= finalized;
    const state = status === 'reverted' ? 'reverted' : isFinal ? 'final' : 'included';
    return { ...sent, state, block, knownAtMs: nowMs };
  }
  const nonce = await nonceOf(client, sent.hash);
  if (nonce !== undefined) return { ...sent, state: 'waiting', nonce, knownAtMs: nowMs };
  if (sent.nonce !== undefined && count > sent.nonce) {
    return { ...sent, state: 'replaced', knownAtMs };
  }
  const unknownMs = nowMs - Math.max(sent.sentAtMs, knownAtMs);
  return { ...sent, state: unknownMs > SENT_UNKNOWN_MS ? 'dropped' : 'waiting', knownAtMs };
}

function receiptOf(client: Client, hash: Hash): Promise<TransactionReceipt | undefined> {
  return getTransactionReceipt(client, { hash }).catch((thrown: unknown) => {
    if (thrown instanceof TransactionReceiptNotFoundError) return undefined;
    throw thrown;
  });
}

async function nonceOf(client: Client, hash: Hash): Promise<number | undefined> {
  try {
    return (await getTransaction(client, { hash })).nonce;
  } catch (thrown) {
    if (thrown instanceof TransactionNotFoundError) return undefined;
    throw thrown;
  }
}
