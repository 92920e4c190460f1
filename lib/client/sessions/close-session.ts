import type { Address, Hash } from '../../core/bytes.ts';
import { prepareTransaction } from '../actions/prepare-transaction.ts';
import { signAndSend } from '../actions/sign-and-send.ts';
import type { Signer } from '../signer.ts';
import type { SessionClient } from './session-client.ts';
import { createSessionStore } from './session-store.ts';

/**
 * Has the wallet end one session of the account, of this browser or another; resolves with the hash
 * when the node has accepted it. Its key is forgotten here if this browser had it. Errors: those of
 * `signTransaction`, and what the node says against the transaction.
 */
export async function closeSession(
  client: Omit<SessionClient, 'waitForFinal'>,
  signer: Signer,
  { account, id }: { account: Address; id: Hash },
): Promise<Hash> {
  const closing = { primaryType: 'SessionClose', fields: { session: id }, account };
  const hash = await signAndSend(client, signer, await prepareTransaction(client, closing));
  const { chainId } = await client.chain();
  await createSessionStore(chainId).remove(account, id);
  return hash;
}
