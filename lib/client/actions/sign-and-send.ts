import type { UnsignedTransaction } from '../../chain/transaction.ts';
import type { Hash } from '../../core/bytes.ts';
import type { WeftClient } from '../create-client.ts';
import type { Signer } from '../signer.ts';
import { signTransaction } from './sign-transaction.ts';

/** Resolves with the hash when the node has accepted what the wallet signed. */
export async function signAndSend(
  client: Pick<WeftClient, 'chain' | 'send'>,
  signer: Signer,
  transaction: UnsignedTransaction,
  onSigned?: () => void,
): Promise<Hash> {
  const envelope = await signTransaction(client, signer, transaction);
  onSigned?.();
  return client.send(envelope);
}
