import { assert } from '../core/assert.ts';
import {
  bytesFromUint,
  concatBytes,
  EMPTY_BYTES,
  type Hex,
  hexFromBytes,
  uintFromBytes,
} from '../core/bytes.ts';
import type { ModuleStore } from './module.ts';

/**
 * A list in state that only grows: records of one size, many to a key, since a state has a bounded
 * number of keys. Under `prefix` is their number, u64; under `prefix page u64` the records.
 */
export interface PackedList<Item> {
  count(store: Readable): number;
  /** Undefined beyond the end. */
  get(store: Readable, index: number): Item | undefined;
  /** Items from `from` to before `to`, or to the end. */
  slice(store: Readable, from: number, to: number): Item[];
  append(store: ModuleStore, items: readonly Item[]): void;
}

type Readable = Pick<ModuleStore, 'get'>;

export interface PackedListShape<Item> {
  prefix: Hex;
  recordBytes: number;
  recordsPerKey: number;
  bytesFrom(item: Item): Uint8Array;
  itemFrom(bytes: Uint8Array, index: number): Item;
}

export function createPackedList<Item>(shape: PackedListShape<Item>): PackedList<Item> {
  const { prefix, recordBytes, recordsPerKey, bytesFrom, itemFrom } = shape;
  const keyOf = (page: number): Hex =>
    `${prefix}${hexFromBytes(bytesFromUint(BigInt(page), 8)).slice(2)}`;
  const count = (store: Readable) => Number(uintFromBytes(store.get(prefix) ?? EMPTY_BYTES));
  const pageOf = (store: Readable, page: number) => store.get(keyOf(page)) ?? EMPTY_BYTES;

  function slice(store: Readable, from: number, to: number): Item[] {
    const items: Item[] = [];
    const end = Math.min(to, count(store));
    let bytes: Uint8Array = EMPTY_BYTES;
    for (let index = from; index < end; index++) {
      const place = index % recordsPerKey;
      if (place === 0 || index === from) bytes = pageOf(store, Math.floor(index / recordsPerKey));
      const record = bytes.subarray(place * recordBytes, (place + 1) * recordBytes);
      assert(record.length === recordBytes, 'a packed list has all its records');
      items.push(itemFrom(record, index));
    }
    return items;
  }

  function append(store: ModuleStore, items: readonly Item[]): void {
    let end = count(store);
    for (let done = 0; done < items.length; ) {
      const part = items.slice(done, done + recordsPerKey - (end % recordsPerKey));
      const page = Math.floor(end / recordsPerKey);
      store.set(keyOf(page), concatBytes(pageOf(store, page), ...part.map(bytesFrom)));
      end += part.length;
      done += part.length;
    }
    if (items.length > 0) store.set(prefix, bytesFromUint(BigInt(end), 8));
  }

  return { count, slice, append, get: (store, index) => slice(store, index, index + 1)[0] };
}
