import { type IDBPDatabase, openDB, unwrap } from 'idb';
import { compareBytes } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { STORAGE_SLICE_WRITES } from '../../core/limits.ts';
import type { Bucket, Storage, StorageRange, StorageWrite } from '../../node/ports.ts';

/** The port, and beside its buckets a place for one value that is not bytes: the node's key. */
export interface IndexedDbStorage extends Storage {
  readKey(): Promise<unknown>;
  /** Durable; undefined deletes. */
  writeKey(value: unknown): Promise<void>;
}

/**
 * Storage in IndexedDB: an object store per bucket with binary keys, which IndexedDB orders by
 * bytes. Throws `storage/unavailable` where the browser offers none, or not to this page.
 */
export async function openIndexedDbStorage({ name }: { name: string }): Promise<IndexedDbStorage> {
  const connection: { storage?: StorageInDatabase; lost: boolean } = { lost: false };
  const lose = () => {
    connection.lost = true;
    connection.storage?.lose();
  };
  try {
    const database = await openDB(name, SCHEMA_VERSION, {
      upgrade(old, version) {
        if (version < 1) for (const bucket of BUCKETS) old.createObjectStore(bucket);
        if (version < 2) old.createObjectStore(KEYS);
        if (version < 3) old.createObjectStore(COINS);
      },
      blocking: lose,
      terminated: lose,
    });
    connection.storage = new StorageInDatabase(database);
  } catch (thrown) {
    throw new WeftError('storage/unavailable', `cannot open ${name}: ${textOf(thrown)}`, { name });
  }
  if (connection.lost) connection.storage.lose();
  return connection.storage;
}

class StorageInDatabase implements IndexedDbStorage {
  #database: IDBPDatabase;
  #listeners: (() => void)[] = [];
  #state: 'open' | 'closed' | 'gone' = 'open';

  constructor(database: IDBPDatabase) {
    this.#database = database;
  }

  get(bucket: Bucket, key: Uint8Array) {
    return this.#guarded(async () => {
      const value: unknown = await this.#database.get(bucket, bufferOf(key));
      return value === undefined ? undefined : bytesOf(value);
    });
  }

  range(bucket: Bucket, { from, to, limit, reverse = false }: StorageRange) {
    return this.#guarded(async () => {
      if (isEmptyRange(from, to) || limit === 0) return [];
      const store = this.#database.transaction(bucket).store;
      const query = keyRange(from, to);
      if (reverse && limit !== undefined) {
        const entries: { key: Uint8Array; value: Uint8Array }[] = [];
        let cursor = await store.openCursor(query, 'prev');
        while (cursor && entries.length < limit) {
          entries.push({ key: bytesOf(cursor.key), value: bytesOf(cursor.value) });
          cursor = entries.length < limit ? await cursor.continue() : null;
        }
        return entries;
      }
      const [keys, values] = await Promise.all([
        store.getAllKeys(query, limit),
        store.getAll(query, limit),
      ]);
      const entries = keys.map((key, i) => ({ key: bytesOf(key), value: bytesOf(values[i]) }));
      return reverse ? entries.reverse() : entries;
    });
  }

  write(writes: readonly StorageWrite[], { durable = false } = {}) {
    return this.#guarded(async () => {
      if (writes.length === 0) return;
      const buckets = [...new Set(writes.map(({ bucket }) => bucket))];
      const transaction = this.#transaction(buckets, durable);
      // Raw requests: one that fails aborts the transaction, whose end carries the error.
      const raw = unwrap(transaction);
      for (const [index, { bucket, key, value }] of writes.entries()) {
        const store = raw.objectStore(bucket);
        const request =
          value === undefined
            ? store.delete(bufferOf(key))
            : store.put(bufferOf(value), bufferOf(key));
        if ((index + 1) % STORAGE_SLICE_WRITES > 0) continue;
        // Its success event lets other work run and finds the transaction still open.
        await Promise.race([successOf(request), transaction.done]);
      }
      await transaction.done;
    });
  }

  deleteRange(bucket: Bucket, { from, to }: Pick<StorageRange, 'from' | 'to'>) {
    return this.#guarded(async () => {
      if (isEmptyRange(from, to)) return;
      const transaction = this.#transaction([bucket], false);
      const store = unwrap(transaction).objectStore(bucket);
      const query = keyRange(from, to);
      if (query) store.delete(query);
      else store.clear();
      await transaction.done;
    });
  }

  readKey() {
    return this.#guarded((): Promise<unknown> => this.#database.get(KEYS, KEYS));
  }

  writeKey(value: unknown) {
    return this.#guarded(async () => {
      const transaction = this.#database.transaction(KEYS, 'readwrite', { durability: 'strict' });
      const { store } = transaction;
      const written = value === undefined ? store.delete(KEYS) : store.put(value, KEYS);
      await Promise.all([written, transaction.done]);
    });
  }

  usage() {
    return this.#guarded(async () => {
      const { usage = 0, quota } = await navigator.storage.estimate();
      return { usedBytes: usage, ...(quota !== undefined && { quotaBytes: quota }) };
    });
  }

  onGone(listener: () => void) {
    if (this.#state === 'gone') listener();
    else this.#listeners.push(listener);
  }

  async close() {
    if (this.#state !== 'open') return;
    this.#state = 'closed';
    this.#database.close();
  }

  /**
   * The database is being deleted or the browser cut the connection. Closing at once lets a
   * deletion proceed instead of waiting for us.
   */
  lose() {
    if (this.#state !== 'open') return;
    this.#state = 'gone';
    this.#database.close();
    for (const listener of this.#listeners) listener();
  }

  #transaction(buckets: Bucket[], durable: boolean) {
    const durability = durable ? 'strict' : 'relaxed';
    return this.#database.transaction(buckets, 'readwrite', { durability });
  }

  async #guarded<Result>(action: () => Promise<Result>): Promise<Result> {
    this.#assertOpen();
    try {
      return await action();
    } catch (thrown) {
      // A lost database explains a failure better than the failure itself.
      this.#assertOpen();
      throw errorFrom(thrown);
    }
  }

  #assertOpen() {
    if (this.#state === 'closed') throw new WeftError('storage/failed', 'the database is closed');
    if (this.#state === 'gone') {
      throw new WeftError('storage/gone', 'the database was deleted or closed by the browser');
    }
  }
}

/** 1 had no place for a key, 2 none for coins. */
const SCHEMA_VERSION = 3;
const KEYS = 'keys';
const COINS: Bucket = 'coins';
/** Of version 1. */
const BUCKETS: readonly Bucket[] = [
  'meta',
  'blocks',
  'heights',
  'transactions',
  'activity',
  'journal',
  'snapshots',
  'peers',
];

function keyRange(from: Uint8Array | undefined, to: Uint8Array | undefined) {
  if (from && to) return IDBKeyRange.bound(bufferOf(from), bufferOf(to), false, true);
  if (from) return IDBKeyRange.lowerBound(bufferOf(from));
  if (to) return IDBKeyRange.upperBound(bufferOf(to), true);
  return undefined;
}

/** IndexedDB refuses to build a range that holds nothing. */
function isEmptyRange(from: Uint8Array | undefined, to: Uint8Array | undefined): boolean {
  return to !== undefined && (to.length === 0 || (!!from && compareBytes(from, to) >= 0));
}

/** A failure is not reported here: it aborts the transaction, whose end carries the error. */
function successOf(request: IDBRequest): Promise<void> {
  return new Promise((resolve) => {
    request.onsuccess = () => resolve();
  });
}

/** Exactly these bytes: a view would be stored with all of the buffer behind it. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  const { buffer } = bytes;
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.length;
  return isWhole ? buffer : new Uint8Array(bytes).buffer;
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw new WeftError('storage/failed', 'the database holds something that is not bytes');
}

function errorFrom(thrown: unknown): WeftError {
  if (thrown instanceof WeftError) return thrown;
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
  if (name === 'QuotaExceededError') {
    return new WeftError('storage/full', 'the browser gives no more space');
  }
  return new WeftError('storage/failed', textOf(thrown), { name });
}

function textOf(thrown: unknown): string {
  return thrown instanceof Error || thrown instanceof DOMException
    ? `${thrown.name}: ${thrown.message}`
    : String(thrown);
}
