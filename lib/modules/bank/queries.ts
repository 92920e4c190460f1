import type { Module, QueryContext } from '../../chain/module.ts';
import { addressIn, integerIn, optional } from '../../chain/query-input.ts';
import type { Address } from '../../core/bytes.ts';
import { MAX_LISTED_ASSETS } from '../../core/limits.ts';
import { FUNGIBLE, getAsset, getBalance, getOwner, listAssets } from './balances.ts';
import { NATIVE } from './keys.ts';

export interface TokenBalance {
  token: Address;
  amount: bigint;
}

/** Balance of the native coin, or of another asset. */
export function balance(
  { store }: QueryContext,
  { account, asset = NATIVE }: { account: Address; asset?: Address | undefined },
): bigint {
  return getBalance(store, asset, account);
}

/** Fungible tokens an account holds, the native coin apart, among the first 1,024 known. */
export function tokens({ store }: QueryContext, { account }: { account: Address }): TokenBalance[] {
  return listAssets(store, MAX_LISTED_ASSETS)
    .filter((token) => getAsset(store, token)?.kind === FUNGIBLE)
    .map((token) => ({ token, amount: getBalance(store, token, account) }))
    .filter(({ amount }) => amount > 0n);
}

/** Owner of a non-fungible token; null when it is not on this chain. */
export function owner(
  { store }: QueryContext,
  { token, tokenId }: { token: Address; tokenId: bigint },
): Address | null {
  return getOwner(store, token, tokenId) ?? null;
}

/** The queries by name, for callers whose input is not typed. */
export const bankQueries: Module['queries'] = {
  balance: (context, input) =>
    balance(context, {
      account: addressIn(input, 'account'),
      asset: optional(input, 'asset', addressIn),
    }),
  tokens: (context, input) => tokens(context, { account: addressIn(input, 'account') }),
  owner: (context, input) =>
    owner(context, { token: addressIn(input, 'token'), tokenId: integerIn(input, 'tokenId', 256) }),
};
