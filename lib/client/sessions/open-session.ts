import type { UnsignedTransaction } from '../../chain/transaction.ts';
import {
  type Address,
  bytesFromHex,
  concatBytes,
  type Hash,
  type Hex,
  u64,
} from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { keccakHex } from '../../core/keccak.ts';
import { prepareTransaction } from '../actions/prepare-transaction.ts';
import { signTransaction } from '../actions/sign-transaction.ts';
import type { Signer } from '../signer.ts';
import type { SessionClient } from './session-client.ts';
import { createSessionKey } from './session-key.ts';
import { createSessionStore, type SessionStore } from './session-store.ts';

/** What a session may do, chosen by whoever opens it. */
export interface SessionTerms {
  /** Names of the actions that it may sign. */
  actions: readonly string[];
  /** Most that it may take from the balance, fees included. */
  spendMaxWei: bigint;
  validForMs: number;
}

/** `opening`: the node has accepted it, and its block is not final yet. */
export type OpeningStage = 'preparing' | 'signing' | 'sending' | 'opening';

/**
 * Makes a key, has the wallet sign once what it may do, and keeps it when the node has accepted
 * that. Resolves with the id when the session is final and can be used. Errors:
 * `session-key/unsupported` and `storage/unavailable` before the wallet is asked, those of
 * `signTransaction`, what the node says against the transaction, what the chain does, and
 * `client/timeout`: it may still become final.
 */
export async function openSession(
  client: SessionClient,
  signer: Signer,
  { account, actions, spendMaxWei, validForMs }: SessionTerms & { account: Address },
  onStage: (stage: OpeningStage) => void = () => {},
): Promise<Hash> {
  onStage('preparing');
  const [{ chainId }, { keys, publicKey }] = await Promise.all([
    client.chain(),
    createSessionKey(),
  ]);
  const store = createSessionStore(chainId);
  await store.assertKeeps(keys);
  const expiresMs = Date.now() + validForMs;
  const terms = { actions, spendMaxWei, expiresMs };
  const transaction = await prepareTransaction(client, {
    primaryType: 'SessionOpen',
    fields: {
      publicKey,
      actions: actions.join(' '),
      spendMaxWei,
      expiresMs: BigInt(expiresMs),
    },
    account,
  });
  onStage('signing');
  const envelope = await signTransaction(client, signer, transaction);
  onStage('sending');
  const openedBy = await client.send(envelope);
  const id = sessionIdOf(transaction, publicKey);
  const { nonce } = transaction;
  const openedMs = Date.now();
  await store.put({ id, account, keys, publicKey, ...terms, nonce, openedBy, openedMs });
  onStage('opening');
  await untilOpen(client, store, { id, account, openedBy });
  return id;
}

/** How the chain names a session: a key that is opened again is another session. */
function sessionIdOf({ account, nonce }: UnsignedTransaction, publicKey: Hex): Hash {
  return keccakHex(concatBytes(bytesFromHex(account), bytesFromHex(publicKey), u64(nonce)));
}

/** A session that was not opened is forgotten. */
async function untilOpen(
  client: Pick<SessionClient, 'waitForFinal'>,
  store: SessionStore,
  { id, account, openedBy }: { id: Hash; account: Address; openedBy: Hash },
): Promise<void> {
  try {
    const { failure } = await client.waitForFinal(openedBy);
    if (failure) throw WeftError.fromObject(failure);
  } catch (thrown) {
    const mayOpen = thrown instanceof WeftError && thrown.code.startsWith('client/');
    if (!mayOpen) await store.remove(account, id);
    throw thrown;
  }
}
