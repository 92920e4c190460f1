import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ed25519 } from '@noble/curves/ed25519.js';
import { afterAll, describe, it } from 'vitest';
import { bytesFromHex, type Hash, type Hex, hexFromBytes } from '../../lib/core/bytes.ts';
import type { Storage } from '../../lib/node/ports.ts';
import { createFakeSignatures } from '../../lib/platform/memory/fake-signatures.ts';
import { createMemoryKeys } from '../../lib/platform/memory/memory-keys.ts';
import {
  createMemoryDisk,
  createMemoryStorage,
  type MemoryStorage,
} from '../../lib/platform/memory/memory-storage.ts';
import { createFileKeys } from '../../lib/platform/nodejs/file-keys.ts';
import { openKeyFile } from '../../lib/platform/nodejs/key-file.ts';
import { openLevelDbStorage } from '../../lib/platform/nodejs/leveldb-storage.ts';
import { createNativeSignatures } from '../../lib/platform/nodejs/native-signatures.ts';
import { type KeysAtPlace, type KeysSubject, keysCases } from './keys-cases.ts';

// IndexedDB needs Web Locks and runs in a real browser: tests/e2e/storage.spec.ts.

const root = await mkdtemp(join(tmpdir(), 'weft-keys-'));
afterAll(() => rm(root, { recursive: true }));

const genesisHash: Hash = `0x${'11'.repeat(32)}`;
const networkSecret: Hex = `0x${'22'.repeat(32)}`;
const networkKey = hexFromBytes(ed25519.getPublicKey(bytesFromHex(networkSecret)));
const context = { genesisHash, networkKey };

const subjects: Record<string, KeysSubject> = {
  memory: memorySubject(),
  'key files and LevelDB': await fileSubject(),
};

for (const [adapter, subject] of Object.entries(subjects)) {
  describe(`validator keys in ${adapter}`, () => {
    for (const { name, run } of keysCases) it(name, () => run(subject));
  });
}

function memorySubject(): KeysSubject {
  const openOn = (storage: MemoryStorage) => ({
    storage,
    keys: createMemoryKeys({ storage, ...context }),
  });
  const diskOf = ({ storage }: KeysAtPlace) => (storage as MemoryStorage).disk;
  return {
    ...context,
    signatures: createFakeSignatures(),
    open: async () => openOn(createMemoryStorage({ disk: createMemoryDisk() })),
    async reopen(place) {
      await place.keys.close();
      await place.storage.close();
      return openOn(createMemoryStorage({ disk: diskOf(place) }));
    },
    openAgain: async (place) => openOn(createMemoryStorage({ disk: diskOf(place) })),
    async openWithoutDatabase(place) {
      await place.keys.close();
      (place.storage as MemoryStorage).destroy();
      return openOn(createMemoryStorage({ disk: diskOf(place) }));
    },
  };
}

async function fileSubject(): Promise<KeysSubject> {
  const folders = new Map<Storage, { path: string; directory: string }>();
  let opened = 0;
  async function openAt(path: string, directory: string) {
    const storage = await openLevelDbStorage({ directory });
    folders.set(storage, { path, directory });
    return { storage, keys: createFileKeys({ path, storage, networkSecret, ...context }) };
  }
  const folderOf = ({ storage }: KeysAtPlace) =>
    folders.get(storage) as { path: string; directory: string };
  const anotherDirectory = () => join(root, `database-${opened++}`);
  return {
    ...context,
    signatures: await createNativeSignatures(),
    async open() {
      const path = join(root, `${opened++}`, 'key.json');
      // Written by an operator, then forgotten: it still says who the node is.
      const place = await openAt(path, anotherDirectory());
      await openKeyFile({ path, account: `0x${'cc'.repeat(20)}` });
      await place.keys.forget();
      return place;
    },
    async reopen(place) {
      await place.keys.close();
      await place.storage.close();
      const { path, directory } = folderOf(place);
      return openAt(path, directory);
    },
    // A database opens once; the same key file beside another one is the mistake to fear.
    openAgain: (place) => openAt(folderOf(place).path, anotherDirectory()),
    async openWithoutDatabase(place) {
      await place.keys.close();
      await place.storage.close();
      const { path, directory } = folderOf(place);
      await rm(directory, { recursive: true });
      return openAt(path, directory);
    },
  };
}
