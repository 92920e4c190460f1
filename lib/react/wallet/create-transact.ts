import { prepareTransaction } from '../../client/actions/prepare-transaction.ts';
import { signAndSend } from '../../client/actions/sign-and-send.ts';
import type { Signer } from '../../client/signer.ts';
import type { Address } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { Transact } from './wallet-types.ts';

export function createTransact(
  signer: () => Promise<Signer>,
  account: () => Address | undefined,
): Transact {
  return async (client, action, onStage) => {
    onStage('preparing');
    const from = account();
    if (!from) throw new WeftError('wallet/locked', 'no wallet is connected');
    const transaction = await prepareTransaction(client, { ...action, account: from });
    onStage('signing');
    return signAndSend(client, await signer(), transaction, () => onStage('sending'));
  };
}
