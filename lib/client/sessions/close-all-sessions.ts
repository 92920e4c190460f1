import type { Address, Hash } from '../../core/bytes.ts';
import { prepareTransaction } from '../actions/prepare-transaction.ts';
import { signAndSend } from '../actions/sign-and-send.ts';
import type { Signer } from '../signer.ts';
import type { SessionClient } from './session-client.ts';
import { createSessionStore } from './session-store.ts';

/** As `closeSession`, for all sessions of the account at once, in whichever browser they are. */
export async function closeAllSessions(
  client: Omit<SessionClient, 'waitForFinal'>,
  signer: Signer,
  account: Address,
): Promise<Hash> {
  const closing = { primaryType: 'SessionCloseAll', fields: {}, account };
  const hash = await signAndSend(client, signer, await prepareTransaction(client, closing));
  const { chainId } = await client.chain();
  const store = createSessionStore(chainId);
  const kept = await store.get(account);
  if (kept) await store.remove(account, kept.id);
  return hash;
}
