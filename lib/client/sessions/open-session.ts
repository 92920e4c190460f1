import type { Address, Hash } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_SESSION_MS } from '../../core/module-limits.ts';
import { sessionIdOf } from '../../modules/session/keys.ts';
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
  /** At most MAX_SESSION_MS. */
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
  const expiresMs = Date.now() + Math.min(validForMs, MAX_SESSION_MS - CLOCK_MARGIN_MS);
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
  const { nonce } = transaction;
  const id = sessionIdOf(account, publicKey, nonce);
  const openedMs = Date.now();
  await store.put({ id, account, keys, publicKey, ...terms, nonce, openedBy, openedMs });
  onStage('opening');
  await untilOpen(client, store, { id, account, openedBy });
  return id;
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

/** The chain counts from the time of its block, which may be behind this clock. */
const CLOCK_MARGIN_MS = 60_000;
