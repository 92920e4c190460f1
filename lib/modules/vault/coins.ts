import type { ModuleStore } from '../../chain/module.ts';
import type { AssetKind } from '../../chain/outbox.ts';
import { assert } from '../../core/assert.ts';
import { type Address, EMPTY_BYTES } from '../../core/bytes.ts';
import {
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  numberOf,
  uintItem,
  uintOf,
} from '../../core/rlp.ts';
import { coinKey } from './keys.ts';
import { addOwned, removeOwned } from './owned-coins.ts';

/** What one deposit became; its slot is its name for ever. */
export interface Coin {
  kind: AssetKind;
  /** Zero for ether. */
  token: Address;
  /** Amount in the smallest unit, or token id. */
  value: bigint;
  /** Whoever received it last, in the open coin block if need be. */
  owner: Address;
  /** Coin blocks that Ethereum knew at deposit; the deposit counts as the transfer there. */
  birth: bigint;
  /** Coin block of its last transfer, or `birth`: what the next one spends. */
  parent: bigint;
  /** On Ethereum; as long as there are any, the coin is locked. */
  openExits: bigint;
  /** In the list of its owner's coins. */
  place: bigint;
}

type Readable = Pick<ModuleStore, 'get'>;

export function getCoin(store: Readable, slot: bigint): Coin | undefined {
  const bytes = store.get(coinKey(slot));
  return bytes && coinFromBytes(bytes);
}

/** Whether the coin's last transfer is in the coin block that is open. */
export function isPending({ birth, parent }: Coin, openNumber: bigint): boolean {
  return parent > birth && parent === openNumber;
}

export function addCoin(store: ModuleStore, slot: bigint, coin: Omit<Coin, 'place'>): void {
  setCoin(store, slot, { ...coin, place: addOwned(store, coin.owner, slot) });
}

export function changeCoin(
  store: ModuleStore,
  slot: bigint,
  change: Partial<Pick<Coin, 'parent' | 'openExits' | 'place'>>,
): void {
  const coin = getCoin(store, slot);
  assert(coin, 'only a coin that is there changes');
  setCoin(store, slot, { ...coin, ...change });
}

/** Gives a coin to an owner, who may have it already, in a coin block. */
export function moveCoin(
  store: ModuleStore,
  slot: bigint,
  { owner, parent }: Pick<Coin, 'owner' | 'parent'>,
): void {
  const coin = removeCoin(store, slot);
  addCoin(store, slot, { ...coin, owner, parent });
}

/** The result is what the coin was. */
export function removeCoin(store: ModuleStore, slot: bigint): Coin {
  const coin = getCoin(store, slot);
  assert(coin, 'only a coin that is there goes');
  const moved = removeOwned(store, coin.owner, coin.place);
  if (moved !== undefined) changeCoin(store, moved, { place: coin.place });
  store.set(coinKey(slot), EMPTY_BYTES);
  return coin;
}

export function coinFromBytes(bytes: Uint8Array): Coin {
  const [kind, token, value, owner, birth, parent, openExits, place] = listOf(decodeRlp(bytes), 8);
  return {
    kind: numberOf(kind) as AssetKind,
    token: hexOf(token, 20),
    value: uintOf(value, 32),
    owner: hexOf(owner, 20),
    birth: uintOf(birth),
    parent: uintOf(parent),
    openExits: uintOf(openExits),
    place: uintOf(place),
  };
}

function setCoin(store: ModuleStore, slot: bigint, coin: Coin): void {
  const { kind, token, value, owner, birth, parent, openExits, place } = coin;
  const items = [
    ...[uintItem(kind), hexItem(token), uintItem(value), hexItem(owner)],
    ...[uintItem(birth), uintItem(parent), uintItem(openExits), uintItem(place)],
  ];
  store.set(coinKey(slot), encodeRlp(items));
}
