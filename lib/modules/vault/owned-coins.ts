import type { ModuleStore } from '../../chain/module.ts';
import { type Address, EMPTY_BYTES, u64, uintFromBytes } from '../../core/bytes.ts';
import { MAX_LISTED_COINS } from '../../core/module-limits.ts';
import { ownedCountKey, ownedPageKey } from './keys.ts';
import { dropPacked, getPacked, getPackedPage, type PackedList, setPacked } from './packed-list.ts';

// The coins of each account, in no order: one that leaves gives its place to the last.

type Readable = Pick<ModuleStore, 'get'>;

export function countOwned(store: Readable, account: Address): bigint {
  return uintFromBytes(store.get(ownedCountKey(account)) ?? EMPTY_BYTES);
}

/** Slots on one page of an account's list, from page 0. */
export function ownedSlots(store: Readable, account: Address, page: bigint): bigint[] {
  const count = countOwned(store, account);
  return getPackedPage(store, listOf(account), page, count).map(uintFromBytes);
}

/** The result is the coin's place. */
export function addOwned(store: ModuleStore, account: Address, slot: bigint): bigint {
  const count = countOwned(store, account);
  setPacked(store, listOf(account), count, u64(slot));
  store.set(ownedCountKey(account), u64(count + 1n));
  return count;
}

/** Frees a place; the result is the coin that has it from now on, if another does. */
export function removeOwned(
  store: ModuleStore,
  account: Address,
  place: bigint,
): bigint | undefined {
  const list = listOf(account);
  const count = countOwned(store, account);
  const last = getPacked(store, list, count - 1n);
  const isLast = place === count - 1n;
  if (!isLast) setPacked(store, list, place, last);
  dropPacked(store, list, count);
  store.set(ownedCountKey(account), count === 1n ? EMPTY_BYTES : u64(count - 1n));
  return isLast ? undefined : uintFromBytes(last);
}

function listOf(account: Address): PackedList {
  return {
    size: 8,
    perPage: MAX_LISTED_COINS,
    keyOf: (page) => ownedPageKey(account, page),
  };
}
