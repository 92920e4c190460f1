import type { Hex } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import type { Signer } from './signer.ts';
import { walletErrorFrom } from './wallet-error.ts';

/** Asks the wallet. @throws WeftError as `walletErrorFrom` names it. */
export async function askWallet(
  signer: Signer,
  method: string,
  params: unknown[] = [],
): Promise<unknown> {
  try {
    return await signer.request({ method, params });
  } catch (thrown) {
    throw walletErrorFrom(thrown);
  }
}

/** @throws WeftError `wallet/wrong-network` with the facts `wanted` and `active`. */
export async function assertNetwork(signer: Signer, wanted: bigint): Promise<void> {
  const answer = await askWallet(signer, 'eth_chainId');
  const active = /^(0x[0-9a-f]+|[0-9]+)$/i.test(String(answer)) ? BigInt(String(answer)) : 0n;
  if (active === wanted) return;
  throw new WeftError('wallet/wrong-network', 'the wallet is on another network', {
    wanted: wanted.toString(),
    active: active.toString(),
  });
}

/** @throws WeftError `wallet/locked`, `wallet/wrong-account`. */
export async function assertAccount(signer: Signer, account: Hex): Promise<void> {
  const answer = await askWallet(signer, 'eth_accounts');
  const accounts = Array.isArray(answer) ? answer.map((each) => String(each).toLowerCase()) : [];
  if (accounts.includes(account)) return;
  if (accounts.length === 0) throw new WeftError('wallet/locked', 'the wallet shares no account');
  throw new WeftError('wallet/wrong-account', 'the wallet is on another account', {
    wanted: account,
    active: String(accounts[0]),
  });
}
