import type { FieldType } from '../../chain/module.ts';
import { bytesFromTransaction, type UnsignedTransaction } from '../../chain/transaction.ts';
import { type ActionType, type TypedDataDomain, typedDataOf } from '../../chain/typed-data.ts';
import { type Hex, hexFromBytes, isHex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { askWallet, assertAccount, assertNetwork } from '../assert-wallet.ts';
import type { WeftClient } from '../create-client.ts';
import type { Signer } from '../signer.ts';
import type { ChainInfo } from '../types.ts';

/**
 * Lets the wallet sign and returns the envelope to send. The wallet shows every field; it is asked
 * only when it would sign for this account and this chain. Errors: `wallet/wrong-network` with the
 * facts `wanted` and `active`, `wallet/locked`, `wallet/wrong-account`, those of `walletErrorFrom`,
 * `transaction/unknown-action`.
 */
export async function signTransaction(
  client: Pick<WeftClient, 'chain'>,
  signer: Signer,
  transaction: UnsignedTransaction,
): Promise<Hex> {
  const chain = await client.chain();
  const action = actionOf(chain, transaction.primaryType);
  const typedData = typedDataOf(domainOf(chain), action, transaction);
  await assertNetwork(signer, chain.domain.chainId);
  await assertAccount(signer, transaction.account);
  const signature = await askWallet(signer, 'eth_signTypedData_v4', [
    transaction.account,
    JSON.stringify(typedData),
  ]);
  if (!isHex(signature)) throw new WeftError('wallet/failed', 'the wallet returned no signature');
  return hexFromBytes(bytesFromTransaction(action, { ...transaction, signature }));
}

/** @throws WeftError `transaction/unknown-action`. */
export function actionOf(chain: ChainInfo, primaryType: string): ActionType {
  const action = chain.actions.find((candidate) => candidate.primaryType === primaryType);
  if (!action) {
    throw new WeftError('transaction/unknown-action', 'this chain knows no such action', {
      primaryType,
    });
  }
  const fields = action.fields.map(({ name, type }) => ({ name, type: type as FieldType }));
  return { primaryType, fields, maxBytes: action.maxBytes };
}

export function domainOf({ domain }: ChainInfo): TypedDataDomain {
  return { ...domain, version: '1' };
}
