import { u64 } from '../../lib/core/bytes.ts';
import type { Storage } from '../../lib/node/ports.ts';
import { type ComplianceCase, expectEqual, expectRejection } from './compliance-case.ts';

export interface StorageSubject {
  /** A new, empty storage. */
  open(): Promise<Storage>;
  /** Closes and opens the same data again. */
  reopen(storage: Storage): Promise<Storage>;
}

const bytes = (...values: number[]) => Uint8Array.from(values);
const entry = (key: Uint8Array, value: Uint8Array) => ({ bucket: 'meta' as const, key, value });

/** Keys whose bytewise order differs from every other sensible order. */
const ORDERED_KEYS = [
  bytes(0),
  bytes(0, 0),
  bytes(0, 255),
  bytes(1),
  bytes(9),
  bytes(10),
  bytes(127),
  bytes(128),
  bytes(128, 0),
  bytes(255),
  bytes(255, 255),
];

const values: ComplianceCase<Storage>[] = [
  {
    name: 'has nothing at first',
    async run(storage) {
      expectEqual(await storage.get('meta', bytes(1)), undefined);
      expectEqual(await storage.range('meta', {}), []);
    },
  },
  {
    name: 'keeps, replaces and deletes values',
    async run(storage) {
      await storage.write([entry(bytes(1), bytes(10)), entry(bytes(2), bytes(20))]);
      await storage.write([entry(bytes(1), bytes(11)), { bucket: 'meta', key: bytes(2) }]);
      expectEqual(await storage.get('meta', bytes(1)), bytes(11));
      expectEqual(await storage.get('meta', bytes(2)), undefined);
    },
  },
  {
    name: 'lets the last write of a batch win, and of overlapping batches',
    async run(storage) {
      await storage.write([entry(bytes(1), bytes(1)), entry(bytes(1), bytes(2))]);
      expectEqual(await storage.get('meta', bytes(1)), bytes(2));
      for (let round = 0; round < 100; round++) {
        const values = [3, 4, 5].map((value) => value + 3 * round);
        await Promise.all(values.map((value) => storage.write([entry(bytes(1), bytes(value))])));
        expectEqual(await storage.get('meta', bytes(1)), bytes(5 + 3 * round));
      }
    },
  },
  {
    name: 'keeps buckets apart, and writes several at once',
    async run(storage) {
      await storage.write([
        { bucket: 'blocks', key: bytes(1), value: bytes(1) },
        { bucket: 'journal', key: bytes(1), value: bytes(2) },
      ]);
      await storage.deleteRange('journal', {});
      expectEqual(await storage.get('blocks', bytes(1)), bytes(1));
      expectEqual(await storage.get('journal', bytes(1)), undefined);
      expectEqual(await storage.range('peers', {}), []);
    },
  },
  {
    name: 'tells an empty value from none',
    async run(storage) {
      await storage.write([entry(bytes(1), bytes())]);
      expectEqual(await storage.get('meta', bytes(1)), bytes());
    },
  },
  {
    name: 'keeps its own copy of what it is given and gives',
    async run(storage) {
      const pool = bytes(9, 1, 2, 9);
      await storage.write([entry(pool.subarray(1, 2), pool.subarray(1, 3))]);
      pool.fill(7);
      const first = await storage.get('meta', bytes(1));
      expectEqual(first, bytes(1, 2));
      first?.fill(8);
      expectEqual(await storage.get('meta', bytes(1)), bytes(1, 2));
    },
  },
  {
    name: 'keeps a megabyte',
    async run(storage) {
      const large = Uint8Array.from({ length: 1_048_576 }, (_, i) => (i * 31) % 251);
      await storage.write([entry(bytes(1), large)], { durable: true });
      expectEqual(await storage.get('meta', bytes(1)), large);
    },
  },
  {
    name: 'accepts a batch of nothing',
    async run(storage) {
      await storage.write([], { durable: true });
    },
  },
];

const ranges: ComplianceCase<Storage>[] = [
  {
    name: 'orders keys by their bytes',
    async run(storage) {
      const shuffled = ORDERED_KEYS.map((_, i) => ORDERED_KEYS[(i * 5) % 11] as Uint8Array);
      await storage.write(shuffled.map((key) => entry(key, key)));
      const all = await storage.range('meta', {});
      expectEqual(
        all.map(({ key }) => key),
        ORDERED_KEYS,
      );
      const backwards = await storage.range('meta', { reverse: true });
      expectEqual(
        backwards.map(({ value }) => value),
        [...ORDERED_KEYS].reverse(),
      );
    },
  },
  {
    name: 'reads from, to, limit and reverse',
    async run(storage) {
      await storage.write(ORDERED_KEYS.map((key) => entry(key, key)));
      const keys = async (range: Parameters<Storage['range']>[1]) =>
        (await storage.range('meta', range)).map(({ key }) => key);
      expectEqual(await keys({ from: bytes(9), to: bytes(127) }), [bytes(9), bytes(10)]);
      expectEqual(await keys({ from: bytes(2), limit: 2 }), [bytes(9), bytes(10)]);
      expectEqual(await keys({ to: bytes(0, 255) }), [bytes(0), bytes(0, 0)]);
      expectEqual(await keys({ to: bytes(10), reverse: true, limit: 1 }), [bytes(9)]);
      expectEqual(await keys({ from: bytes(255), reverse: true, limit: 9 }), [
        bytes(255, 255),
        bytes(255),
      ]);
    },
  },
  {
    name: 'finds nothing in a range of nothing',
    async run(storage) {
      await storage.write([entry(bytes(0), bytes(1)), entry(bytes(5), bytes(5))]);
      expectEqual(await storage.range('meta', { from: bytes(5), to: bytes(5) }), []);
      expectEqual(await storage.range('meta', { from: bytes(6), to: bytes(1) }), []);
      expectEqual(await storage.range('meta', { to: bytes() }), []);
      expectEqual(await storage.range('meta', { limit: 0 }), []);
      await storage.deleteRange('meta', { from: bytes(6), to: bytes(1) });
      expectEqual((await storage.range('meta', {})).length, 2);
    },
  },
  {
    name: 'deletes a range and nothing else',
    async run(storage) {
      await storage.write(ORDERED_KEYS.map((key) => entry(key, key)));
      await storage.deleteRange('meta', { from: bytes(0), to: bytes(128) });
      const left = await storage.range('meta', {});
      expectEqual(
        left.map(({ key }) => key),
        [bytes(128), bytes(128, 0), bytes(255), bytes(255, 255)],
      );
      await storage.deleteRange('meta', { from: bytes(255) });
      await storage.deleteRange('meta', { to: bytes(128, 0) });
      expectEqual((await storage.range('meta', {})).length, 1);
    },
  },
  {
    name: 'holds thousands of keys',
    async run(storage) {
      const writes = Array.from({ length: 5000 }, (_, i) => entry(u64(BigInt(i)), bytes(i % 256)));
      await storage.write(writes);
      expectEqual((await storage.range('meta', {})).length, 5000);
      const newest = await storage.range('meta', { reverse: true, limit: 1 });
      expectEqual(newest[0]?.key, u64(4999n));
    },
  },
];

const lives: ComplianceCase<StorageSubject>[] = [
  {
    name: 'finds everything again after an orderly close',
    async run(subject) {
      const first = await subject.open();
      await first.write([entry(bytes(1), bytes(1))], { durable: true });
      await first.write([entry(bytes(2), bytes(2))]);
      const second = await subject.reopen(first);
      expectEqual((await second.range('meta', {})).length, 2);
      await second.close();
    },
  },
  {
    name: 'says storage/failed once closed, and closes twice',
    async run(subject) {
      const storage = await subject.open();
      await storage.close();
      await storage.close();
      await expectRejection('storage/failed', storage.get('meta', bytes(1)));
      await expectRejection('storage/failed', storage.range('meta', {}));
      await expectRejection('storage/failed', storage.write([entry(bytes(1), bytes(1))]));
      await expectRejection('storage/failed', storage.deleteRange('meta', {}));
    },
  },
  {
    name: 'measures its use',
    async run(subject) {
      const storage = await subject.open();
      await storage.write([entry(bytes(1), new Uint8Array(100_000))], { durable: true });
      const { usedBytes, quotaBytes } = await storage.usage();
      expectEqual(usedBytes > 0, true, 'used bytes above zero');
      expectEqual(quotaBytes === undefined || quotaBytes > usedBytes, true, 'quota above use');
      await storage.close();
    },
  },
];

/** Every rule, each with a storage of its own. */
export const storageCases: ComplianceCase<StorageSubject>[] = [
  ...[...values, ...ranges].map(({ name, run }) => ({
    name,
    async run(subject: StorageSubject) {
      const storage = await subject.open();
      await run(storage);
      await storage.close();
    },
  })),
  ...lives,
];
