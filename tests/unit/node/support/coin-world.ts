import type { Genesis } from '../../../../lib/chain/genesis.ts';
import { genesisHeader } from '../../../../lib/chain/genesis.ts';
import type { Header } from '../../../../lib/chain/header.ts';
import type { ChainEvent, Receipt } from '../../../../lib/chain/receipt.ts';
import type { Address } from '../../../../lib/core/bytes.ts';
import { ZERO_HASH } from '../../../../lib/core/bytes.ts';
import type { CoinView, OwnedCoins } from '../../../../lib/modules/vault/queries.ts';
import { createCoinHistory } from '../../../../lib/node/coins/coin-history.ts';
import { createCoinStore } from '../../../../lib/node/coins/coin-store.ts';
import type { FinalBlock } from '../../../../lib/node/execution/executed-block.ts';
import type { Storage } from '../../../../lib/node/ports.ts';
import { createMemoryStorage } from '../../../../lib/platform/memory/memory-storage.ts';
import { type TestWallet, testGenesis } from '../../chain/fixtures.ts';
import { COIN_BLOCK_MS, createVaultWorld, depositOf } from '../../modules/vault-world.ts';

/** The module of the Vault, block by block, and stores that hear of each. */
export function createCoinWorld(contracts?: Genesis['contracts']) {
  const world = createVaultWorld(contracts);
  const blocks: FinalBlock[] = [];

  /** Ends a block; the coin block closes with it unless told otherwise. */
  function block(afterMs = COIN_BLOCK_MS): FinalBlock {
    world.block(afterMs);
    const events = world.takeEvents();
    const header = { height: BigInt(blocks.length + 1) } as Header;
    const made = { block: { header }, receipts: [receiptOf(events)] } as unknown;
    blocks.push(made as FinalBlock);
    return made as FinalBlock;
  }

  return {
    ...world,
    blocks,
    block,
    deposit: (slot: bigint, owner: Address, birth = 0n) =>
      world.deliver(depositOf(slot, owner, { birth })),
    coin: (slot: bigint) => world.query<CoinView | null>('coin', { slot }),
    /** Signs a transfer and submits it. */
    move(slot: bigint, from: TestWallet, to: Address) {
      const { parent } = world.query<CoinView>('coin', { slot });
      const transfer = { slot, parent, from: from.account, to, lastCoinBlock: 1_000_000n };
      return world.submit(world.sign(from, transfer));
    },
    /** Thousands of signatures take a minute. */
    moveTrusted(slot: bigint, from: Address, to: Address) {
      const { parent } = world.query<CoinView>('coin', { slot });
      return world.submitTrusted({ slot, parent, from, to, lastCoinBlock: 1_000_000n });
    },
    /** A header of all coin blocks so far. */
    pinnedHeader(change: Partial<Header> = {}): Header {
      const { root, count } = world.header();
      const header = genesisHeader(testGenesis(contracts ? { contracts } : {}), ZERO_HASH);
      return {
        ...header,
        height: BigInt(blocks.length),
        coinRoot: root,
        coinCount: count,
        ...change,
      };
    },
    store(options: { keepsAll: boolean; storage?: Storage }) {
      const storage = options.storage ?? createMemoryStorage();
      const store = createCoinStore(options)({
        storage,
        slotsOf: (_, account) =>
          world.query<OwnedCoins>('coinsOf', { account }).coins.map(({ slot }) => slot),
      });
      const history = createCoinHistory({ store, query: world.query });
      return {
        storage,
        store,
        history,
        hear: async (...heard: FinalBlock[]) => storage.write(await store.writesOf(heard)),
      };
    },
  };
}

export type CoinWorld = ReturnType<typeof createCoinWorld>;

function receiptOf(events: readonly ChainEvent[]): Receipt {
  const nothing = { units: 0, feeWei: 0n, depositWei: 0n, refundWei: 0n };
  return { status: 'success', ...nothing, events };
}
