import type { ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import { concatBytes, type Hex } from '../../core/bytes.ts';

/**
 * A list of values of one size, packed so that many share a key. Who keeps it knows how many there
 * are: what a page holds beyond that is from before, and is overwritten.
 */
export interface PackedList {
  /** Bytes of a value. */
  size: number;
  /** Values under one key. */
  perPage: number;
  keyOf(page: bigint): Hex;
}

type Readable = Pick<ModuleStore, 'get'>;

/** The value at `index`, which is within the list. */
export function getPacked(store: Readable, list: PackedList, index: bigint): Uint8Array {
  const { page, offset } = placeOf(list, index);
  const value = store.get(list.keyOf(page))?.slice(offset, offset + list.size);
  assert(value?.length === list.size, 'a value within the list is there');
  return value;
}

/** The values of a page of a list of `count`. */
export function getPackedPage(
  store: Readable,
  list: PackedList,
  page: bigint,
  count: bigint,
): Uint8Array[] {
  const first = page * BigInt(list.perPage);
  const length = count - first < BigInt(list.perPage) ? Number(count - first) : list.perPage;
  return Array.from({ length: Math.max(0, length) }, (_, i) =>
    getPacked(store, list, first + BigInt(i)),
  );
}

/** Writes the value after the last, or over one that is there. */
export function setPacked(
  store: ModuleStore,
  list: PackedList,
  index: bigint,
  value: Uint8Array,
): void {
  assert(value.length === list.size, 'values of a list have one size');
  const { page, offset } = placeOf(list, index);
  const before = store.get(list.keyOf(page)) ?? new Uint8Array(0);
  assert(offset <= before.length, 'a list has no gaps');
  const rest = before.subarray(offset + list.size);
  store.set(list.keyOf(page), concatBytes(before.subarray(0, offset), value, rest));
}

/** Drops the last value of a list of `count`. */
export function dropPacked(store: ModuleStore, list: PackedList, count: bigint): void {
  const { page, offset } = placeOf(list, count - 1n);
  store.set(list.keyOf(page), (store.get(list.keyOf(page)) as Uint8Array).slice(0, offset));
}

function placeOf({ size, perPage }: PackedList, index: bigint) {
  const page = index / BigInt(perPage);
  return { page, offset: Number(index % BigInt(perPage)) * size };
}
