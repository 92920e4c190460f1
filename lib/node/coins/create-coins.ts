import type { Chain } from '../../chain/chain.ts';
import { COIN_BLOCK_DEPTH, digestOfCoinTransfer } from '../../chain/coin-transfer.ts';
import { readState } from '../../chain/read-state.ts';
import type { StateTree } from '../../chain/state-tree.ts';
import type { Address } from '../../core/bytes.ts';
import { MAX_KEPT_COINS, MAX_LISTED_COINS } from '../../core/module-limits.ts';
import { rootFromProof } from '../../core/sparse-merkle.ts';
import { domainOf } from '../../modules/vault/parameters.ts';
import type {
  CoinBlockProof,
  CoinBlocksView,
  CoinView,
  OwnedCoins,
} from '../../modules/vault/queries.ts';
import type { AskPeers } from '../peers/ask-peers.ts';
import type { Clock, Storage } from '../ports.ts';
import type { SessionComponents } from '../session-contract.ts';
import { type CoinHistory, createCoinHistory } from './coin-history.ts';
import { type CoinStore, createCoinStore } from './coin-store.ts';
import {
  type CoinsOnEthereum,
  type CoinsOnEthereumComponents,
  createCoinsOnEthereum,
  UNSEEN,
} from './coins-on-ethereum.ts';
import { createHistoryLearner, type HistoryLearner } from './learn-histories.ts';

export interface CoinsComponents {
  chain: Chain;
  storage: Storage;
  /** Of every coin, as seeds do. */
  keepsAll: boolean;
  finalTree(): StateTree;
  /** Endpoints of Ethereum; absent on a chain without contracts. */
  endpoints: SessionComponents['endpoints'];
  headerAt: CoinsOnEthereumComponents['headerAt'];
  ask: AskPeers;
  clock: Clock;
  breathe(): Promise<void>;
  onFailure(thrown: unknown): void;
}

/** Histories of Vault coins, and what this node can prove of them. */
export interface Coins {
  store: CoinStore;
  history: CoinHistory;
  ethereum: CoinsOnEthereum;
  learner: HistoryLearner;
}

export function createCoins(components: CoinsComponents): Coins {
  const { chain, storage, keepsAll, finalTree, endpoints, headerAt, ask } = components;
  const store = createCoinStore({ keepsAll })({
    storage,
    slotsOf: ({ tree }, account) => coinsOf(chain, tree, account).map(({ slot }) => slot),
  });
  const query = (name: string, input: unknown) =>
    readState(chain, finalTree()).query('vault', name, input);
  const history = createCoinHistory({ store, query });
  const domain = domainOf(chain.genesis);
  const learner = createHistoryLearner({
    ...components,
    ...{ store, leafRootAt: history.leafRootAt },
    coinsOf: (account) => coinsOf(chain, finalTree(), account),
    coinBlocks: () => (query('coinBlocks', {}) as CoinBlocksView).count,
    digestOf: (transfer) => digestOfCoinTransfer(domain, transfer),
  });
  const coinRootOf = (count: bigint) => {
    const found = query('coinBlockProof', { coinBlock: count, count }) as CoinBlockProof | null;
    return found
      ? rootFromProof(found.leafRoot, count - 1n, COIN_BLOCK_DEPTH, found.proof)
      : undefined;
  };
  const ethereum = endpoints
    ? createCoinsOnEthereum({
        ...{ ...endpoints, store, headerAt, coinRootOf, learn: ask.fetchCheckpoint },
        contracts: chain.genesis.contracts,
      })
    : UNSEEN;
  return { store, history, ethereum, learner };
}

/** At most MAX_KEPT_COINS. */
export function coinsOf(chain: Chain, tree: StateTree, account: Address): CoinView[] {
  const { query } = readState(chain, tree);
  const coins: CoinView[] = [];
  for (let page = 0n; coins.length < MAX_KEPT_COINS; page++) {
    const owned = query('vault', 'coinsOf', { account, page }) as OwnedCoins;
    coins.push(...owned.coins);
    if (owned.coins.length < MAX_LISTED_COINS) break;
  }
  return coins.slice(0, MAX_KEPT_COINS);
}
