import type { AccountRecord } from '../../chain/accounts.ts';
import type { Chain } from '../../chain/chain.ts';
import { readState } from '../../chain/read-state.ts';
import type { StateTree } from '../../chain/state-tree.ts';
import type { Address } from '../../core/bytes.ts';
import type { TokenBalance } from '../../modules/bank/queries.ts';

/** The few values of a state that the node itself needs. */
export interface StateView {
  accountOf(account: Address): AccountRecord | undefined;
  balanceOf(account: Address): bigint;
  basePriceWei(): bigint;
  /** Fungible tokens the account holds, the native coin apart. */
  tokensOf(account: Address): TokenBalance[];
}

/** Reads only; nothing is ever written through it. */
export function createStateView(chain: Chain, tree: StateTree): StateView {
  const { accountOf, balanceOf, basePriceWei, query } = readState(chain, tree);
  const tokensOf = (account: Address) => query('bank', 'tokens', { account }) as TokenBalance[];
  return { accountOf, balanceOf, basePriceWei, tokensOf };
}
