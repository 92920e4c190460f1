import { type AccountRecord, accountRecord } from '../../chain/accounts.ts';
import { bindModules, statePrefix } from '../../chain/bind-modules.ts';
import type { Chain } from '../../chain/chain.ts';
import { basePriceOf } from '../../chain/fees.ts';
import { createStateJournal } from '../../chain/state-journal.ts';
import type { StateTree } from '../../chain/state-tree.ts';
import { type Address, type Hex, ZERO_ADDRESS } from '../../core/bytes.ts';
import { type TokenBalance, tokens } from '../../modules/bank/queries.ts';

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
  const journal = createStateJournal(tree);
  const block = { height: 0n, timestampMs: 0, proposer: ZERO_ADDRESS, randomness: '0x' } as const;
  const { coin } = bindModules(chain.modules, journal, block, () => {});
  return {
    accountOf: (account) => accountRecord(journal, account),
    balanceOf: (account) => coin.balanceOf(account),
    basePriceWei: () => basePriceOf(journal),
    tokensOf(account) {
      const prefix = statePrefix('bank');
      const store = { get: (key: Hex) => journal.get(`${prefix}${key.slice(2)}` as Hex) };
      return tokens({ store, height: block.height }, { account });
    },
  };
}
