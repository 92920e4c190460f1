import { itemsIn } from '../../chain/fees.ts';
import type { ActionFields } from '../../chain/module.ts';
import type { Address, Hash, Hex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { VALID_FOR_MS } from '../../core/limits.ts';
import { acquireInstanceLock } from '../../platform/browser/instance-lock.ts';
import type { SendingClient } from './session-client.ts';
import { createSessionStore, type KeptSession } from './session-store.ts';
import { signBySession } from './sign-by-session.ts';

export interface SessionAction {
  account: Address;
  primaryType: string;
  fields: ActionFields;
}

/**
 * Sends an action of an account by the session that this browser has of it; resolves with its hash
 * when the node has accepted it. One after the other in all tabs, so that no two take one number.
 * `onSigned` has the envelope before it is sent: sending it twice is harmless. Errors:
 * `session-key/none`, `session-key/expired`, `storage/unavailable`, `lock/unavailable`, why nobody
 * pays if the session may not either, those of `signBySession` and what the node says against the
 * transaction.
 */
export async function sendBySession(
  client: SendingClient,
  { account, primaryType, fields }: SessionAction,
  onSigned?: (envelope: Hex) => void,
): Promise<Hash> {
  const chain = await client.chain();
  const store = createSessionStore(chain.chainId);
  const { id, publicKey, keys, spendMaxWei } = usable(await store.get(account), account);
  const lock = await acquireInstanceLock({ name: `weft-session-${id}`, whenHeld: 'wait' });
  try {
    const asked = { account, primaryType, items: itemsIn(fields), session: id };
    const { nonce, feeMaxWei, free, freeRefusal } = await client.prepare(asked);
    if (!free && freeRefusal && spendMaxWei < feeMaxWei) throw WeftError.fromObject(freeRefusal);
    const envelope = await signBySession(chain, keys, {
      ...{ primaryType, fields, account, nonce },
      validUntilMs: Date.now() + VALID_FOR_MS,
      feeMax: free ? 0n : feeMaxWei,
      session: { id, publicKey },
    });
    onSigned?.(envelope);
    return await client.send(envelope);
  } finally {
    await lock.release();
  }
}

function usable(kept: KeptSession | undefined, account: Address): KeptSession {
  if (!kept) {
    throw new WeftError('session-key/none', 'this browser has no session', { account });
  }
  if (kept.expiresMs > Date.now()) return kept;
  const { expiresMs } = kept;
  throw new WeftError('session-key/expired', 'its time is over', { account, expiresMs });
}
