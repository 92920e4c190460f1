import 'fake-indexeddb/auto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it, vi } from 'vitest';
import type { Storage } from '../../lib/node/ports.ts';
import { openIndexedDbStorage } from '../../lib/platform/browser/indexeddb-storage.ts';
import {
  createMemoryDisk,
  createMemoryStorage,
  type MemoryDisk,
} from '../../lib/platform/memory/memory-storage.ts';
import { openLevelDbStorage } from '../../lib/platform/nodejs/leveldb-storage.ts';
import { type StorageSubject, storageCases } from './storage-cases.ts';

const root = await mkdtemp(join(tmpdir(), 'weft-storage-'));
afterAll(() => rm(root, { recursive: true }));

// The browser's estimate does not exist in Node.js; the browser run measures the real one.
vi.stubGlobal('navigator', { storage: { estimate: async () => ({ usage: 1, quota: 2 }) } });

const subjects: Record<string, StorageSubject> = {
  memory: subjectOf(createMemoryDisk, async (disk: MemoryDisk) => createMemoryStorage({ disk })),
  leveldb: subjectOf(
    (n) => join(root, `leveldb-${n}`),
    (directory) => openLevelDbStorage({ directory }),
  ),
  indexeddb: subjectOf(
    (n) => `weft-${n}`,
    (name) => openIndexedDbStorage({ name }),
  ),
};

for (const [adapter, subject] of Object.entries(subjects)) {
  describe(`storage on ${adapter}`, () => {
    for (const { name, run } of storageCases) it(name, () => run(subject));
  });
}

function subjectOf<Place>(
  createPlace: (n: number) => Place,
  open: (place: Place) => Promise<Storage>,
): StorageSubject {
  const places = new Map<Storage, Place>();
  let opened = 0;
  const openAt = async (place: Place) => {
    const storage = await open(place);
    places.set(storage, place);
    return storage;
  };
  return {
    open: () => openAt(createPlace(opened++)),
    async reopen(storage) {
      await storage.close();
      return openAt(places.get(storage) as Place);
    },
  };
}
