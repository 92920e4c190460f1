import { beforeEach, describe, expect, it } from 'vitest';
import { SLOT_DEPTH } from '../../../lib/chain/coin-transfer.ts';
import { type Address, bytesFromHex, hexFromBytes, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { MAX_WATCHED_ACCOUNTS } from '../../../lib/core/module-limits.ts';
import { rootFromProof } from '../../../lib/core/sparse-merkle.ts';
import type { CoinHistory } from '../../../lib/node/coins/coin-history.ts';
import { alice, bob, carol } from '../chain/fixtures.ts';
import { type CoinWorld, createCoinWorld } from './support/coin-world.ts';

const SLOT = 1n;
const OTHER = 2n;
let world: CoinWorld;

/** The first coin moves in coin blocks 1 and 3, the second in 2 and 3, which is of two blocks. */
beforeEach(() => {
  world = createCoinWorld();
  world.deposit(SLOT, alice.account);
  world.deposit(OTHER, bob.account);
  world.move(SLOT, alice, carol.account);
  world.block();
  world.move(OTHER, bob, carol.account);
  world.block();
  world.move(OTHER, carol, bob.account);
  world.block(0);
  world.move(SLOT, carol, alice.account);
  world.block();
  expect(world.header().count).toBe(3n);
});

/** Whether each coin block is proven to hold what is known of the slot. */
async function provenCoinBlocks(history: CoinHistory, slot: bigint): Promise<bigint[]> {
  const proven: bigint[] = [];
  for (let n = 1n; n <= world.header().count; n++) {
    const proof = await history.slotProofAt(slot, n);
    const leaf = (await history.transferAt(slot, n))?.digest ?? ZERO_HASH;
    const root = proof && rootFromProof(leaf, slot, SLOT_DEPTH, proof);
    if (root && root === history.leafRootAt(n)) proven.push(n);
  }
  return proven;
}

describe('a store of all coins', () => {
  it('proves every coin block for every slot, also for one that never moved', async () => {
    const { history, hear } = world.store({ keepsAll: true });
    await hear(...world.blocks);
    for (const slot of [SLOT, OTHER, 77n]) {
      expect(await provenCoinBlocks(history, slot)).toEqual([1n, 2n, 3n]);
    }
    const transfers = await history.transfersOf(SLOT);
    expect(transfers.map(({ coinBlock }) => coinBlock)).toEqual([1n, 3n]);
    expect(transfers[1]?.transfer).toMatchObject({ from: carol.account, parent: 1n });
  });

  it('is the same however blocks come together, and when they come again', async () => {
    const once = world.store({ keepsAll: true });
    await once.hear(...world.blocks);
    const oneByOne = world.store({ keepsAll: true });
    for (const block of world.blocks) await oneByOne.hear(block);
    await oneByOne.hear(...world.blocks.slice(2));
    await oneByOne.hear(...world.blocks);
    const rowsOf = ({ storage }: typeof once) => storage.range('coins', {});
    expect(await rowsOf(oneByOne)).toEqual(await rowsOf(once));
  });

  it('goes on after a restart in the middle of a coin block', async () => {
    const before = world.store({ keepsAll: true });
    await before.hear(...world.blocks.slice(0, 3));
    const after = world.store({ keepsAll: true, storage: before.storage });
    await after.hear(...world.blocks.slice(3));
    expect(await provenCoinBlocks(after.history, SLOT)).toEqual([1n, 2n, 3n]);
  });

  it('keeps nothing of a coin block whose transfers it heard in part', async () => {
    const { history, hear } = world.store({ keepsAll: true });
    await hear(...world.blocks.slice(0, 2), ...world.blocks.slice(3));
    expect(await provenCoinBlocks(history, SLOT)).toEqual([1n, 2n]);
  });

  it('tells of damage on disk', async () => {
    const { storage, history, hear } = world.store({ keepsAll: true });
    await hear(...world.blocks);
    for (const { key, value } of await storage.range('coins', {})) {
      value[0] = (value[0] ?? 0) ^ 1;
      await storage.write([{ bucket: 'coins', key, value }]);
    }
    const code = 'block-store/corrupt';
    await expect(history.transferAt(SLOT, 1n)).rejects.toMatchObject({ code });
    await expect(history.slotProofAt(SLOT, 1n)).rejects.toMatchObject({ code });
  });
});

describe('a store of the coins of watched accounts', () => {
  it('keeps theirs, and no others', async () => {
    const { store, history, hear, storage } = world.store({ keepsAll: false });
    await store.watch(alice.account);
    await hear(...world.blocks);
    expect(await provenCoinBlocks(history, SLOT)).toEqual([1n, 2n, 3n]);
    expect(await provenCoinBlocks(history, OTHER)).toEqual([]);
    expect(await history.transfersOf(OTHER)).toEqual([]);
    const again = world.store({ keepsAll: false, storage });
    world.move(SLOT, alice, bob.account);
    await again.hear(world.block());
    expect((await again.history.transferAt(SLOT, 4n))?.transfer.to).toBe(bob.account);
  });

  it('names them, the newest first, also those that were given away', async () => {
    const { store, hear } = world.store({ keepsAll: false });
    await store.watch(alice.account);
    await hear(...world.blocks);
    expect(await store.slots()).toEqual([SLOT]);
    await store.watch(bob.account);
    world.move(SLOT, alice, carol.account);
    await hear(world.block());
    world.move(OTHER, bob, carol.account);
    await hear(world.block());
    expect(await store.slots()).toEqual([OTHER, SLOT]);
  });

  it('watches so many accounts and no more', async () => {
    const { store } = world.store({ keepsAll: false });
    const accounts = Array.from({ length: MAX_WATCHED_ACCOUNTS + 1 }, (_, i): Address => {
      const bytes = bytesFromHex(alice.account);
      bytes[0] = i;
      return hexFromBytes(bytes);
    });
    for (const account of accounts.slice(1)) await store.watch(account);
    await store.watch(accounts[1] as Address);
    const code = 'coins/too-many-accounts';
    await expect(store.watch(accounts[0] as Address)).rejects.toMatchObject({ code });
  });

  it('takes what others know', async () => {
    const all = world.store({ keepsAll: true });
    await all.hear(...world.blocks);
    const { store, history } = world.store({ keepsAll: false });
    for (let n = 1n; n <= 3n; n++) {
      const [proof, transfer] = await Promise.all([
        all.store.proofAt(SLOT, n),
        all.store.transferAt(SLOT, n),
      ]);
      if (proof) await store.add(SLOT, n, [{ proof, ...(transfer && { transfer }) }]);
    }
    expect(await provenCoinBlocks(history, SLOT)).toEqual([1n, 2n, 3n]);
  });
});

describe('checkpoints', () => {
  it('speak for the coin blocks that none before them covers', async () => {
    const { store, history, hear } = world.store({ keepsAll: true });
    await hear(...world.blocks);
    expect(await history.spendAt(SLOT, 1n)).toBeUndefined();
    const header = world.pinnedHeader();
    await store.pin({ index: 4n, coinsBefore: 1n, header });
    // One that adds no coin block, and so speaks for none.
    await store.pin({ index: 5n, coinsBefore: 3n, header: { ...header, height: 99n } });
    expect(await history.inclusionAt(SLOT, 1n)).toBeUndefined();
    expect(await history.spendAt(SLOT, 2n)).toBeUndefined();
    const spend = await history.spendAt(SLOT, 3n);
    expect(spend?.inclusion).toMatchObject({ coinBlock: 3n, checkpoint: 4n });
    expect(await store.pinnedFor(4n)).toBeUndefined();
    expect(await store.lastPinned()).toMatchObject({ index: 4n });
  });
});
