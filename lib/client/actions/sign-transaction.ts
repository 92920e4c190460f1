import type { FieldType } from '../../chain/module.ts';
import { bytesFromTransaction, type UnsignedTransaction } from '../../chain/transaction.ts';
import { type ActionType, type TypedDataDomain, typedDataOf } from '../../chain/typed-data.ts';
import { type Hex, hexFromBytes, isHex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { WeftClient } from '../create-client.ts';
import type { Signer } from '../signer.ts';
import type { ChainInfo } from '../types.ts';
import { walletErrorFrom } from '../wallet-error.ts';

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
  const signature = await ask(signer, 'eth_signTypedData_v4', [
    transaction.account,
    JSON.stringify(typedData),
  ]);
  if (!isHex(signature)) throw new WeftError('wallet/failed', 'the wallet returned no signature');
  return hexFromBytes(bytesFromTransaction(action, { ...transaction, signature }));
}

function actionOf(chain: ChainInfo, primaryType: string): ActionType {
  const action = chain.actions.find((candidate) => candidate.primaryType === primaryType);
  if (!action) {
    throw new WeftError('transaction/unknown-action', 'this chain knows no such action', {
      primaryType,
    });
  }
  const fields = action.fields.map(({ name, type }) => ({ name, type: type as FieldType }));
  return { primaryType, fields };
}

function domainOf({ domain }: ChainInfo): TypedDataDomain {
  return { ...domain, version: '1' };
}

async function assertNetwork(signer: Signer, wanted: bigint): Promise<void> {
  const answer = await ask(signer, 'eth_chainId');
  const active = /^(0x[0-9a-f]+|[0-9]+)$/i.test(String(answer)) ? BigInt(String(answer)) : 0n;
  if (active === wanted) return;
  throw new WeftError('wallet/wrong-network', 'the wallet is on another network', {
    wanted: wanted.toString(),
    active: active.toString(),
  });
}

async function assertAccount(signer: Signer, account: Hex): Promise<void> {
  const answer = await ask(signer, 'eth_accounts');
  const accounts = Array.isArray(answer) ? answer.map((each) => String(each).toLowerCase()) : [];
  if (accounts.includes(account)) return;
  if (accounts.length === 0) throw new WeftError('wallet/locked', 'the wallet shares no account');
  throw new WeftError('wallet/wrong-account', 'the wallet is on another account', {
    wanted: account,
    active: String(accounts[0]),
  });
}

async function ask(signer: Signer, method: string, params: unknown[] = []): Promise<unknown> {
  try {
    return await signer.request({ method, params });
  } catch (thrown) {
    throw walletErrorFrom(thrown);
  }
}
