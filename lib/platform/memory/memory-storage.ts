import { compareBytes, type Hex, hexFromBytes } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { Bucket, Storage, StorageRange, StorageWrite } from '../../node/ports.ts';
import type { InstanceLock } from '../instance-lock.ts';
import type { KeyEntry } from '../keys/key-vault.ts';

/** What stays when a process ends. Open it again with `createMemoryStorage({ disk })`. */
export interface MemoryDisk {
  readonly buckets: Map<Bucket, MemoryBucket>;
  /** How to take back the writes that are not durable yet, one list per write, oldest first. */
  readonly undo: StorageWrite[][];
  /** The validator's key, whose secret goes when the database is deleted. */
  readonly key: MemoryKey;
}

interface MemoryKey {
  entry?: KeyEntry;
  secret?: Hex;
  /** How many were made here. */
  made: number;
  /** Held by the process that loaded it. */
  holder?: InstanceLock;
}

export interface MemoryStorageOptions {
  disk?: MemoryDisk;
  /** A write that would exceed it fails with `storage/full`. */
  quotaBytes?: number;
  /** The write with this number (from 1, counted since opening) fails with `storage/failed`. */
  failAtWrite?: number;
}

/** The port, and the faults a test can cause. */
export interface MemoryStorage extends Storage {
  readonly disk: MemoryDisk;
  /** Power cut: closes, and of the writes since the last durable one keeps only the first few. */
  crash(keptWrites?: number): void;
  /** The database is deleted under the node: listeners are called, everything fails from now on. */
  destroy(): void;
  setQuota(quotaBytes: number | undefined): void;
  /** Fails the nth write from now; 1 is the next one. */
  failWriteIn(writes: number): void;
}

interface MemoryBucket {
  /** Hexadecimal keys in order; their order is the order of the bytes. */
  keys: Hex[];
  values: Map<Hex, { key: Uint8Array; value: Uint8Array }>;
}

export function createMemoryDisk(): MemoryDisk {
  return { buckets: new Map(), undo: [], key: { made: 0 } };
}

/** Storage in memory, for simulations and tests: faithful to the port, and faulty on demand. */
export function createMemoryStorage(options: MemoryStorageOptions = {}): MemoryStorage {
  return new MemoryStorageOnDisk(options);
}

class MemoryStorageOnDisk implements MemoryStorage {
  readonly disk: MemoryDisk;
  #listeners: (() => void)[] = [];
  #quotaBytes: number | undefined;
  #writesUntilFailure: number;
  #state: 'open' | 'closed' | 'gone' = 'open';

  constructor({ disk, quotaBytes, failAtWrite }: MemoryStorageOptions) {
    this.disk = disk ?? createMemoryDisk();
    this.#quotaBytes = quotaBytes;
    this.#writesUntilFailure = failAtWrite ?? 0;
  }

  async get(bucket: Bucket, key: Uint8Array) {
    this.#assertUsable();
    return this.disk.buckets.get(bucket)?.values.get(hexFromBytes(key))?.value.slice();
  }

  async range(bucket: Bucket, range: StorageRange) {
    this.#assertUsable();
    return select(this.disk, bucket, range).map(({ key, value }) => ({
      key: key.slice(),
      value: value.slice(),
    }));
  }

  async write(writes: readonly StorageWrite[], { durable = false } = {}) {
    this.#assertUsable();
    if (this.#writesUntilFailure > 0 && --this.#writesUntilFailure === 0) {
      throw new WeftError('storage/failed', 'this write was chosen to fail');
    }
    const quotaBytes = this.#quotaBytes;
    if (quotaBytes !== undefined && usedBytes(this.disk) + growth(this.disk, writes) > quotaBytes) {
      throw new WeftError('storage/full', 'the quota is used up', { quotaBytes });
    }
    this.disk.undo.push(writes.map((write) => put(this.disk, write)));
    if (durable) this.disk.undo.length = 0;
  }

  async deleteRange(bucket: Bucket, range: Pick<StorageRange, 'from' | 'to'>) {
    this.#assertUsable();
    await this.write(select(this.disk, bucket, range).map(({ key }) => ({ bucket, key })));
  }

  async usage() {
    this.#assertUsable();
    const quotaBytes = this.#quotaBytes;
    return { usedBytes: usedBytes(this.disk), ...(quotaBytes !== undefined && { quotaBytes }) };
  }

  onGone(listener: () => void) {
    this.#listeners.push(listener);
  }

  async close() {
    if (this.#state !== 'open') return;
    this.#state = 'closed';
    this.disk.undo.length = 0;
  }

  crash(keptWrites = 0) {
    this.#state = 'closed';
    for (const writes of this.disk.undo.splice(keptWrites).reverse()) {
      for (const write of writes.reverse()) put(this.disk, write);
    }
    this.disk.undo.length = 0;
    delete this.disk.key.holder;
  }

  destroy() {
    if (this.#state !== 'open') return;
    this.#state = 'gone';
    this.disk.buckets.clear();
    this.disk.undo.length = 0;
    delete this.disk.key.secret;
    for (const listener of this.#listeners) listener();
  }

  setQuota(quotaBytes: number | undefined) {
    this.#quotaBytes = quotaBytes;
  }

  failWriteIn(writes: number) {
    this.#writesUntilFailure = writes;
  }

  #assertUsable() {
    if (this.#state === 'gone') throw new WeftError('storage/gone', 'the database was deleted');
    if (this.#state === 'closed') throw new WeftError('storage/failed', 'the database is closed');
  }
}

/** Applies one write and returns the write that takes it back. */
function put(disk: MemoryDisk, { bucket, key, value }: StorageWrite): StorageWrite {
  const { keys, values } = bucketOf(disk, bucket);
  const hex = hexFromBytes(key);
  const before = values.get(hex)?.value;
  const index = lowerBound(keys, hex);
  if (value === undefined) {
    if (before !== undefined) keys.splice(index, 1);
    values.delete(hex);
  } else {
    if (before === undefined) keys.splice(index, 0, hex);
    values.set(hex, { key: key.slice(), value: value.slice() });
  }
  return { bucket, key: key.slice(), ...(before && { value: before }) };
}

function select(disk: MemoryDisk, bucket: Bucket, range: StorageRange) {
  const { from, to, limit = Number.POSITIVE_INFINITY, reverse = false } = range;
  if (from && to && compareBytes(from, to) >= 0) return [];
  const { keys, values } = bucketOf(disk, bucket);
  const start = from ? lowerBound(keys, hexFromBytes(from)) : 0;
  const end = to ? lowerBound(keys, hexFromBytes(to)) : keys.length;
  const chosen = reverse
    ? keys.slice(Math.max(start, end - limit), end).reverse()
    : keys.slice(start, Math.min(end, start + limit));
  return chosen.map((hex) => values.get(hex) as { key: Uint8Array; value: Uint8Array });
}

function bucketOf(disk: MemoryDisk, bucket: Bucket): MemoryBucket {
  const existing = disk.buckets.get(bucket);
  if (existing) return existing;
  const created: MemoryBucket = { keys: [], values: new Map() };
  disk.buckets.set(bucket, created);
  return created;
}

function usedBytes(disk: MemoryDisk): number {
  let bytes = 0;
  for (const { values } of disk.buckets.values()) {
    for (const { key, value } of values.values()) bytes += key.length + value.length;
  }
  return bytes;
}

function growth(disk: MemoryDisk, writes: readonly StorageWrite[]): number {
  return writes.reduce((bytes, { bucket, key, value }) => {
    const before = disk.buckets.get(bucket)?.values.get(hexFromBytes(key));
    const freed = before ? before.key.length + before.value.length : 0;
    return bytes + (value ? key.length + value.length : 0) - freed;
  }, 0);
}

function lowerBound(keys: readonly Hex[], hex: Hex): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as Hex) < hex) low = middle + 1;
    else high = middle;
  }
  return low;
}
