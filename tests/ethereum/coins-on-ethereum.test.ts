import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Header } from '../../lib/chain/header.ts';
import { type Hash, ZERO_HASH } from '../../lib/core/bytes.ts';
import type { PinnedCheckpoint } from '../../lib/node/coins/coin-records.ts';
import { createCoinsOnEthereum } from '../../lib/node/coins/coins-on-ethereum.ts';
import type { EthereumSource } from '../../lib/node/ports.ts';
import { createUrlEthereum } from '../../lib/platform/ethereum/create-rpc-ethereum.ts';
import { createSystemClock } from '../../lib/platform/system-clock.ts';
import { createCoinWorld } from '../unit/node/support/coin-world.ts';
import { type Bridge, deployBridge, postCheckpoint } from './support/bridge.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';
import type { Sidechain } from './support/sidechain.ts';

const SLOT = 1n;

let ethereum: Ethereum;
let bridge: Bridge;
let sidechain: Sidechain;
/** Roots of so many coin blocks, and what a neighbour tells of the checkpoint that covers one. */
const coinRoots = new Map<bigint, Hash>();
const neighbours = new Map<bigint, PinnedCheckpoint>();
/** As if executed here. */
const executed = new Map<bigint, Header>();

beforeAll(async () => {
  ethereum = await startEthereum();
  bridge = await deployBridge(ethereum);
  sidechain = bridge.sidechain();
  await ethereum.send(bridge.vault('depositEth', [], { value: 1n }));
}, 240_000);
afterAll(() => ethereum.stop());

function seenBy(...sources: EthereumSource[]) {
  const { store } = createCoinWorld().store({ keepsAll: true });
  const coins = createCoinsOnEthereum({
    sources,
    settings: { needed: 2, finalityDepth: 0 },
    contracts: bridge.genesis.contracts,
    store,
    headerAt: async (height) => executed.get(height),
    coinRootOf: (count) => coinRoots.get(count),
    learn: async (coinBlock, isRight) => {
      const found = neighbours.get(coinBlock);
      return found && isRight(found) ? found : undefined;
    },
  });
  coins.coinAt(SLOT);
  return { coins, store };
}

const endpoint = (url = ethereum.url) =>
  createUrlEthereum(url, bridge.genesis.contracts.checkpoints)({ clock: createSystemClock() });

async function post(): Promise<void> {
  sidechain.addCoinBlock(new Map<bigint, Hash>([[SLOT, `0x${'22'.repeat(32)}`]]));
  const { header } = await postCheckpoint(ethereum, bridge, sidechain);
  executed.set(header.height, header);
}

describe('coins on Ethereum', () => {
  it('are known once enough endpoints agree, with the checkpoints that cover them', async () => {
    await post();
    await post();
    const { coins, store } = seenBy(endpoint(), endpoint());
    expect(coins.coinAt(SLOT), 'nobody was asked yet').toBe('unasked');
    await coins.look();
    expect(coins.coinAt(SLOT)).toEqual({ isExited: false, openExits: 0n });
    expect(await store.pinnedFor(2n)).toMatchObject({ index: 1n, coinsBefore: 1n });
    expect(coins.acceptedHeight()).toBe([...executed.keys()].at(-1));
    await ethereum.send(bridge.vault('startExit', [SLOT, []], { value: bridge.rules.exitBond }));
    await post();
    await coins.look();
    expect(coins.coinAt(SLOT)).toEqual({ isExited: false, openExits: 1n });
    expect(await store.pinnedFor(3n)).toMatchObject({ index: 2n });
  });

  it('are not known by the word of one, or of two that disagree', async () => {
    const alone = seenBy(endpoint(), endpoint('http://127.0.0.1:1'));
    await alone.coins.look();
    expect(alone.coins.coinAt(SLOT)).toBeUndefined();
    const liar: EthereumSource = { ...endpoint(), call: async () => new Uint8Array(32) };
    const divided = seenBy(endpoint(), liar);
    await divided.coins.look();
    expect(divided.coins.coinAt(SLOT)).toBeUndefined();
    expect(await divided.store.lastPinned()).toBeUndefined();
  });

  it('are tainted where Ethereum holds a header that was not executed here', async () => {
    const [height, header] = [...executed][1] ?? [];
    if (height === undefined || !header) return;
    executed.set(height, { ...header, timestampMs: header.timestampMs + 1 });
    const { coins, store } = seenBy(endpoint(), endpoint());
    await coins.look();
    executed.set(height, header);
    expect(coins.hasOther()).toBe(true);
    expect(await store.lastPinned()).toMatchObject({ index: 0n });
  });

  it('are proven by neighbours where blocks are pruned here, and compared with the state', async () => {
    const [height, header] = [...executed][1] ?? [];
    if (height === undefined || !header) return;
    const told = { index: 1n, coinsBefore: 1n, header };
    executed.delete(height);
    coinRoots.set(header.coinCount, header.coinRoot);
    const unknown = seenBy(endpoint(), endpoint());
    await unknown.coins.look();
    expect(await unknown.store.lastPinned()).toMatchObject({ index: 0n });

    neighbours.set(header.coinCount, { ...told, header: { ...header, timestampMs: 1 } });
    await unknown.coins.look();
    expect(await unknown.store.lastPinned()).toMatchObject({ index: 0n });

    neighbours.set(header.coinCount, told);
    await unknown.coins.look();
    expect(await unknown.store.pinnedFor(2n)).toMatchObject(told);
    expect(unknown.coins.hasOther()).toBe(false);

    coinRoots.set(header.coinCount, ZERO_HASH);
    const robbed = seenBy(endpoint(), endpoint());
    await robbed.coins.look();
    executed.set(height, header);
    expect(robbed.coins.hasOther()).toBe(true);
    expect(await robbed.store.lastPinned()).toMatchObject({ index: 0n });
  });
});
