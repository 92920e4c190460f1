import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { ClassicLevel } from 'classic-level';
import { concatBytes } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { STORAGE_SLICE_WRITES } from '../../core/limits.ts';
import type { Bucket, Storage, StorageRange, StorageWrite } from '../../node/ports.ts';
import { createSerial } from '../../node/serial.ts';

/**
 * Storage in LevelDB, which orders keys by bytes; a bucket is the first byte of the key. The
 * directory is created. Throws `storage/unavailable`, also when another process has it open.
 */
export async function openLevelDbStorage({ directory }: { directory: string }): Promise<Storage> {
  const database = new ClassicLevel<Uint8Array, Uint8Array>(directory, {
    keyEncoding: 'view',
    valueEncoding: 'view',
  });
  try {
    await database.open();
  } catch (thrown) {
    const { code, message } = causeOf(thrown);
    throw new WeftError('storage/unavailable', `cannot open ${directory}: ${message}`, { code });
  }
  return new LevelDbStorage(database, directory);
}

class LevelDbStorage implements Storage {
  #database: ClassicLevel<Uint8Array, Uint8Array>;
  #directory: string;
  #listeners: (() => void)[] = [];
  #gone = false;
  /** The library runs its requests on several threads, which may overtake each other. */
  #inOrder = createSerial();

  constructor(database: ClassicLevel<Uint8Array, Uint8Array>, directory: string) {
    this.#database = database;
    this.#directory = directory;
  }

  get(bucket: Bucket, key: Uint8Array) {
    return this.#guarded(async () => {
      const value = await this.#database.get(prefixed(bucket, key));
      return value && plain(value);
    });
  }

  range(bucket: Bucket, { limit, reverse = false, ...range }: StorageRange) {
    return this.#guarded(async () => {
      const options = { ...bounds(bucket, range), reverse, limit: limit ?? -1 };
      const entries = await this.#database.iterator(options).all();
      return entries.map(([key, value]) => ({ key: plain(key).subarray(1), value: plain(value) }));
    });
  }

  write(writes: readonly StorageWrite[], { durable = false } = {}) {
    return this.#guarded(() => this.#inOrder(() => this.#write(writes, durable)));
  }

  deleteRange(bucket: Bucket, range: Pick<StorageRange, 'from' | 'to'>) {
    const clear = () => this.#database.clear(bounds(bucket, range));
    return this.#guarded(() => this.#inOrder(clear));
  }

  usage() {
    return this.#guarded(async () => {
      const usedBytes = await sizeOfDirectory(this.#directory);
      const { bavail, bsize } = await statfs(this.#directory);
      return { usedBytes, quotaBytes: usedBytes + bavail * bsize };
    });
  }

  onGone(listener: () => void) {
    if (this.#gone) listener();
    else this.#listeners.push(listener);
  }

  close() {
    return this.#inOrder(() => this.#database.close());
  }

  async #write(writes: readonly StorageWrite[], durable: boolean) {
    const batch = this.#database.batch();
    for (const [index, { bucket, key, value }] of writes.entries()) {
      if (index > 0 && index % STORAGE_SLICE_WRITES === 0) await setImmediate();
      if (value === undefined) batch.del(prefixed(bucket, key));
      else batch.put(prefixed(bucket, key), value);
    }
    await batch.write({ sync: durable });
    if (durable) await this.#assertStillThere();
  }

  /** Files deleted under an open database still take writes, which nobody will ever read. */
  async #assertStillThere() {
    try {
      await stat(join(this.#directory, 'CURRENT'));
    } catch {
      this.#lose();
    }
  }

  #lose(): never {
    if (!this.#gone) {
      this.#gone = true;
      for (const listener of this.#listeners) listener();
    }
    throw new WeftError('storage/gone', `${this.#directory} was deleted`);
  }

  async #guarded<Result>(action: () => Promise<Result>): Promise<Result> {
    if (this.#gone) this.#lose();
    try {
      return await action();
    } catch (thrown) {
      if (thrown instanceof WeftError) throw thrown;
      if (this.#database.status === 'open') await this.#assertStillThere();
      throw errorFrom(thrown);
    }
  }
}

/** These bytes are on disk: they never change. */
const PREFIX_OF_BUCKET: Record<Bucket, number> = {
  meta: 0,
  blocks: 1,
  heights: 2,
  transactions: 3,
  activity: 4,
  journal: 5,
  snapshots: 6,
  peers: 7,
  coins: 8,
};

function prefixed(bucket: Bucket, key: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(PREFIX_OF_BUCKET[bucket]), key);
}

function bounds(bucket: Bucket, { from, to }: Pick<StorageRange, 'from' | 'to'>) {
  const nextBucket = Uint8Array.of(PREFIX_OF_BUCKET[bucket] + 1);
  return {
    gte: prefixed(bucket, from ?? new Uint8Array(0)),
    lt: to ? prefixed(bucket, to) : nextBucket,
  };
}

/** Without the methods of Buffer, some of which do not do what those of Uint8Array do. */
function plain(view: Uint8Array): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.length);
}

async function sizeOfDirectory(directory: string): Promise<number> {
  const names = await readdir(directory);
  const sizes = await Promise.all(
    names.map(async (name) => {
      // Compaction removes files between the listing and the look.
      const file = await stat(join(directory, name)).catch(() => undefined);
      return file?.size ?? 0;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function errorFrom(thrown: unknown): WeftError {
  const { code, message } = causeOf(thrown);
  if (/no space left|quota exceeded/i.test(message)) {
    return new WeftError('storage/full', 'the disk is full');
  }
  return new WeftError('storage/failed', message, { code });
}

function causeOf(thrown: unknown): { code: string; message: string } {
  const error = thrown instanceof Error ? thrown : new WeftError('storage/failed', String(thrown));
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause ? String(cause.code) : '';
  return { code, message: cause.message };
}
