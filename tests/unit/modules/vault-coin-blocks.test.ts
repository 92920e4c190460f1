import { beforeEach, describe, expect, it } from 'vitest';
import { COIN_BLOCK_DEPTH, SLOT_DEPTH } from '../../../lib/chain/coin-transfer.ts';
import { type Hash, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { proveLeaf, rootFromLeaves, rootFromProof } from '../../../lib/core/sparse-merkle.ts';
import type { CoinBlockProof, CoinBlocksView } from '../../../lib/modules/vault/queries.ts';
import { alice, GENESIS_MS } from '../chain/fixtures.ts';
import { COIN_BLOCK_MS, createVaultWorld, depositOf, type VaultWorld } from './vault-world.ts';

let world: VaultWorld;

beforeEach(() => {
  world = createVaultWorld();
  world.deliver(depositOf(1n, alice.account), depositOf(2n, alice.account));
});

const facts = () => world.query<CoinBlocksView>('coinBlocks');

/** Moves a coin to its owner. */
function move(slot: bigint, parent: bigint): void {
  const { account } = alice;
  const to = { from: account, to: account };
  expect(world.submitTrusted({ slot, parent, ...to, lastCoinBlock: 2n ** 64n - 1n })).toBe(
    undefined,
  );
}

describe('a coin block', () => {
  it('closes in the block of its first transfer when the one before is old enough', () => {
    expect(world.block()).toEqual([]);
    expect(world.header()).toEqual({ root: ZERO_HASH, count: 0n });
    move(1n, 0n);
    expect(world.block().map(({ name }) => name)).toEqual(['vault.coinBlockClosed']);
    expect(world.header().count).toBe(1n);
  });

  it('closes not before its time, and then with all that came', () => {
    move(1n, 0n);
    world.block();
    const closedMs = world.nowMs();
    expect(facts()).toMatchObject({ lastMs: closedMs, pending: 0, dueMs: null });
    move(1n, 1n);
    expect(world.dueMs()).toBe(closedMs + COIN_BLOCK_MS);
    expect(world.block(COIN_BLOCK_MS - 1)).toEqual([]);
    move(2n, 0n);
    expect(facts()).toMatchObject({ count: 1n, pending: 2, dueMs: closedMs + COIN_BLOCK_MS });
    const [closed] = world.block(1);
    expect(closed?.fields).toMatchObject({ coinBlock: 2n, transfers: 2n });
    expect(facts()).toMatchObject({ mayCloseMs: world.nowMs() + COIN_BLOCK_MS, dueMs: null });
  });

  it('is not made without transfers, however much time passes', () => {
    move(1n, 0n);
    world.block();
    for (let i = 0; i < 5; i++) expect(world.block(10 * COIN_BLOCK_MS)).toEqual([]);
    expect(world.dueMs()).toBeUndefined();
    expect(world.header().count).toBe(1n);
  });

  it('has the root of its transfers at their slots, and none of the block before', () => {
    move(1n, 0n);
    move(2n, 0n);
    const digest = (slot: bigint) => world.query<{ digest: Hash }>('pending', { slot }).digest;
    const leaves = new Map([1n, 2n].map((slot) => [slot, digest(slot)] as const));
    world.block();
    move(2n, 1n);
    const second = new Map([[2n, digest(2n)]]);
    world.block(COIN_BLOCK_MS);
    const root = (coinBlock: bigint) => world.query<Hash>('leafRoot', { coinBlock });
    expect(root(1n)).toBe(rootFromLeaves(leaves, SLOT_DEPTH));
    expect(root(2n)).toBe(rootFromLeaves(second, SLOT_DEPTH));
    const absent = proveLeaf(second, SLOT_DEPTH, 1n);
    expect(rootFromProof(ZERO_HASH, 1n, SLOT_DEPTH, absent)).toBe(root(2n));
  });
});

// Tens of thousands of hashes in pure JavaScript.
const SLOW = { timeout: 120_000 };

describe('the proof of a coin block', () => {
  it('is made from state alone, for every checkpoint that could speak for it', SLOW, () => {
    const total = 515n;
    const roots: Hash[] = [];
    for (let n = 1n; n <= total; n++) {
      move(1n, n - 1n);
      world.block(COIN_BLOCK_MS);
      roots.push(world.header().root);
    }
    world.checkInvariants();
    const cases = [1n, 2n, 255n, 256n, 257n, 300n, 511n, 512n, 513n, total];
    for (const count of cases) {
      for (const coinBlock of cases.filter((n) => n <= count)) {
        const found = world.query<CoinBlockProof>('coinBlockProof', { coinBlock, count });
        const root = rootFromProof(found.leafRoot, coinBlock - 1n, COIN_BLOCK_DEPTH, found.proof);
        expect(root, `${coinBlock} of ${count}`).toBe(roots[Number(count) - 1]);
      }
    }
    const newest = world.query<CoinBlockProof>('coinBlockProof', { coinBlock: 1n });
    expect(newest.count).toBe(total);
    expect(world.nowMs()).toBe(GENESIS_MS + Number(total) * COIN_BLOCK_MS);
  });

  it('is none for a coin block that is not there', () => {
    move(1n, 0n);
    world.block();
    for (const input of [
      { coinBlock: 0n },
      { coinBlock: 2n },
      { coinBlock: 1n, count: 2n },
      { coinBlock: 1n, count: 0n },
    ]) {
      expect(world.query('coinBlockProof', input)).toBeNull();
    }
    expect(world.query('leafRoot', { coinBlock: 2n })).toBeNull();
  });
});
