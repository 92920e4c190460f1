import type { Chain } from '../../chain/chain.ts';
import { readState } from '../../chain/read-state.ts';
import type { StateTree } from '../../chain/state-tree.ts';
import type { Address } from '../../core/bytes.ts';
import { MAX_KEPT_COINS, MAX_LISTED_COINS } from '../../core/limits.ts';
import type { OwnedCoins } from '../../modules/vault/queries.ts';
import type { Storage } from '../ports.ts';
import type { SessionComponents } from '../session-contract.ts';
import { type CoinHistory, createCoinHistory } from './coin-history.ts';
import { type CoinStore, createCoinStore } from './coin-store.ts';
import {
  type CoinsOnEthereum,
  type CoinsOnEthereumComponents,
  createCoinsOnEthereum,
  UNSEEN,
} from './coins-on-ethereum.ts';

export interface CoinsComponents {
  chain: Chain;
  storage: Storage;
  /** Of every coin, as seeds do. */
  keepsAll: boolean;
  finalTree(): StateTree;
  /** Endpoints of Ethereum; absent on a chain without contracts. */
  endpoints: SessionComponents['endpoints'];
  headerAt: CoinsOnEthereumComponents['headerAt'];
}

/** Histories of Vault coins, and what this node can prove of them. */
export interface Coins {
  store: CoinStore;
  history: CoinHistory;
  ethereum: CoinsOnEthereum;
}

export function createCoins(components: CoinsComponents): Coins {
  const { chain, storage, keepsAll, finalTree, endpoints, headerAt } = components;
  const store = createCoinStore({ keepsAll })({
    storage,
    slotsOf: ({ tree }, account) => slotsOf(chain, tree, account),
  });
  const query = (name: string, input: unknown) =>
    readState(chain, finalTree()).query('vault', name, input);
  const ethereum = endpoints
    ? createCoinsOnEthereum({
        ...{ ...endpoints, store, headerAt },
        contracts: chain.genesis.contracts,
      })
    : UNSEEN;
  return { store, history: createCoinHistory({ store, query }), ethereum };
}

/** At most MAX_KEPT_COINS. */
export function slotsOf(chain: Chain, tree: StateTree, account: Address): bigint[] {
  const { query } = readState(chain, tree);
  const slots: bigint[] = [];
  for (let page = 0n; slots.length < MAX_KEPT_COINS; page++) {
    const owned = query('vault', 'coinsOf', { account, page }) as OwnedCoins;
    slots.push(...owned.coins.map(({ slot }) => slot));
    if (owned.coins.length < MAX_LISTED_COINS) break;
  }
  return slots.slice(0, MAX_KEPT_COINS);
}
