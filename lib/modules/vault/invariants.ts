import { COIN_BLOCK_DEPTH } from '../../chain/coin-transfer.ts';
import type { Module } from '../../chain/module.ts';
import { rootOfFrontier } from '../../core/append-tree.ts';
import { assert } from '../../core/assert.ts';
import { type Hash, type Hex, uintFromBytes, ZERO_HASH } from '../../core/bytes.ts';
import { rootFromLeaves } from '../../core/sparse-merkle.ts';
import { newestSlot } from './apply-event.ts';
import { getFrontier, openNumber } from './coin-blocks.ts';
import { type Coin, coinFromBytes, isPending } from './coins.ts';
import { leafRootAt } from './leaf-roots.ts';
import { pendingTransfers } from './open-coin-block.ts';
import { countOwned, ownedSlots } from './owned-coins.ts';

type Invariants = NonNullable<Module['invariants']>;
type Store = Parameters<Invariants>[0]['store'];

/**
 * Whose a coin is agrees with the lists of all accounts, what waits agrees with the coins, and the
 * roots of all coin blocks give the root in the header.
 */
export const vaultInvariants: Invariants = ({ store, entries }) => {
  const all = new Map(entries());
  const coins = new Map<bigint, Coin>();
  for (const [key, value] of keysOf(all, '01')) {
    coins.set(BigInt(key), coinFromBytes(value));
  }
  checkOwners(store, all, coins);
  checkPending(store, coins);
  checkCoinBlocks(store, all);
  for (const [slot, coin] of coins) {
    assert(slot <= newestSlot(store), 'coins are no newer than the newest');
    const { birth, parent } = coin;
    const isMoved = parent > birth && parent <= openNumber(store);
    assert(parent === birth || isMoved, 'a coin stands at its birth or in a coin block after it');
  }
};

function checkOwners(store: Store, all: Entries, coins: ReadonlyMap<bigint, Coin>): void {
  let listed = 0n;
  for (const [, value] of keysOf(all, '02')) {
    const count = uintFromBytes(value);
    assert(count > 0n, 'an account without coins has no list');
    listed += count;
  }
  assert(listed === BigInt(coins.size), 'every coin is in one list');
  let pages = 0;
  for (const account of new Set([...coins.values()].map(({ owner }) => owner))) {
    const count = countOwned(store, account);
    for (let page = 0n, place = 0n; place < count; page++, pages++) {
      for (const slot of ownedSlots(store, account, page)) {
        const coin = coins.get(slot);
        const isHere = coin?.owner === account && coin.place === place;
        assert(isHere, 'a coin knows its place among those of its owner');
        place++;
      }
    }
  }
  assert([...keysOf(all, '03')].length === pages, 'lists have no pages beyond their end');
}

function checkPending(store: Store, coins: ReadonlyMap<bigint, Coin>): void {
  const open = openNumber(store);
  const waiting = new Set<bigint>();
  for (const { slot, digest } of pendingTransfers(store)) {
    assert(!waiting.has(slot), 'a slot waits once');
    assert(digest !== ZERO_HASH, 'a leaf is not empty');
    waiting.add(slot);
    const coin = coins.get(slot);
    assert(!coin || isPending(coin, open), 'a coin that waits stands in the open coin block');
  }
  for (const [slot, coin] of coins) {
    assert(waiting.has(slot) === isPending(coin, open), 'what stands in it waits');
  }
}

function checkCoinBlocks(store: Store, all: Entries): void {
  const frontier = getFrontier(store);
  const leaves = new Map<bigint, Hash>();
  for (let index = 0n; index < frontier.count; index++) {
    leaves.set(index, leafRootAt(store, index));
  }
  const root = rootFromLeaves(leaves, COIN_BLOCK_DEPTH);
  assert(root === rootOfFrontier(frontier), 'the roots of coin blocks give the root');
  assert(hashesUnder(all, '09') === frontier.count, 'one root for each coin block');
  assert(hashesUnder(all, '0a') === frontier.count / 256n, 'one root for each full page of them');
}

function hashesUnder(all: Entries, prefix: string): bigint {
  const sizes = [...keysOf(all, prefix)].map(([, value]) => BigInt(value.length / 32));
  return sizes.reduce((sum, size) => sum + size, 0n);
}

type Entries = ReadonlyMap<Hex, Uint8Array>;

/** Entries under a first byte, by the bytes that follow it. */
function* keysOf(all: Entries, prefix: string): Generator<[Hex, Uint8Array]> {
  for (const [key, value] of all) {
    if (key.startsWith(`0x${prefix}`)) yield [`0x${key.slice(4)}`, value];
  }
}
