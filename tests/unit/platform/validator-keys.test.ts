import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Address, Hash, Hex } from '../../../lib/core/bytes.ts';
import type { Storage } from '../../../lib/node/ports.ts';
import { createMemoryKeys } from '../../../lib/platform/memory/memory-keys.ts';
import {
  createMemoryDisk,
  createMemoryStorage,
} from '../../../lib/platform/memory/memory-storage.ts';
import { createFileKeys } from '../../../lib/platform/nodejs/file-keys.ts';
import { openKeyFile } from '../../../lib/platform/nodejs/key-file.ts';

const root = await mkdtemp(join(tmpdir(), 'weft-validator-keys-'));
afterAll(() => rm(root, { recursive: true }));

const genesisHash: Hash = `0x${'11'.repeat(32)}`;
const networkKey: Hex = `0x${'22'.repeat(32)}`;
const context = { genesisHash, networkKey };
const account: Address = `0x${'aa'.repeat(20)}`;
const message = Uint8Array.of(1);
const cause = { code: 'keys/used-elsewhere', message: 'voted elsewhere', facts: {} };

describe('a key whose database goes away', () => {
  it('cannot sign from that moment on', async () => {
    const storage = createMemoryStorage();
    const keys = createMemoryKeys({ storage, ...context });
    await keys.create(account);
    const key = await keys.current();
    storage.destroy();
    expect(() => key?.state === 'live' && key.signer.sign(message)).toThrow(
      expect.objectContaining({ code: 'keys/dead' }),
    );
    await expect(keys.current()).rejects.toMatchObject({ code: 'storage/gone' });
  });
});

describe('what becomes durable, in order', () => {
  it('is the name of the journal before the key, whatever write fails', async () => {
    for (let failing = 1; failing <= 2; failing++) {
      const disk = createMemoryDisk();
      const storage = createMemoryStorage({ disk, failAtWrite: failing });
      const keys = createMemoryKeys({ storage, ...context });
      const made = await keys.create(account).catch(() => undefined);
      storage.crash();
      const again = createMemoryKeys({ storage: createMemoryStorage({ disk }), ...context });
      const current = await again.current();
      expect(current?.blsKey).toBe(made?.blsKey);
      expect(current?.state ?? 'none').toBe(made ? 'live' : 'none');
    }
  });

  it('is the end of a secret before its tombstone', async () => {
    const disk = createMemoryDisk();
    const storage = createMemoryStorage({ disk });
    const keys = createMemoryKeys({ storage, ...context });
    await keys.create(account);
    storage.failWriteIn(1);
    await expect(keys.markDead(cause)).rejects.toMatchObject({ code: 'storage/failed' });
    storage.crash();
    const again = createMemoryKeys({ storage: createMemoryStorage({ disk }), ...context });
    expect(await again.current()).toMatchObject({ state: 'dead', cause });
  });
});

describe('a key in a file', () => {
  const start = (path: string, storage: Storage) =>
    createFileKeys({ path, storage, networkSecret: `0x${'33'.repeat(32)}`, ...context });

  it('begins the journal of a database that has none, and needs that one from then on', async () => {
    const path = join(root, 'first', 'key.json');
    const { blsSecret } = await openKeyFile({ path, account });
    const disk = createMemoryDisk();
    const keys = start(path, createMemoryStorage({ disk }));
    expect(await keys.current()).toMatchObject({ state: 'live', account });
    await keys.close();
    expect(await openKeyFile({ path })).toMatchObject({ blsSecret, isUsed: true });
    const elsewhere = start(path, createMemoryStorage());
    expect(await elsewhere.current()).toMatchObject({ cause: { code: 'journal/missing' } });
    const back = start(path, createMemoryStorage({ disk }));
    expect(await back.current()).toMatchObject({ state: 'live' });
    await back.close();
  });

  it('is refused beside the journal of another key, used or not', async () => {
    const [mine, other] = [join(root, 'mine', 'key.json'), join(root, 'other', 'key.json')];
    await openKeyFile({ path: mine, account });
    await openKeyFile({ path: other, account });
    const disk = createMemoryDisk();
    const first = start(mine, createMemoryStorage({ disk }));
    await first.current();
    await first.close();
    const second = start(other, createMemoryStorage({ disk }));
    expect(await second.current()).toMatchObject({ cause: { code: 'journal/other-key' } });
  });

  it('has no secret when dead, keeps its identity, and does not return from a backup', async () => {
    const path = join(root, 'backup', 'key.json');
    const { networkSecret, blsSecret } = await openKeyFile({ path, account });
    const backup = await readFile(path, 'utf8');
    const disk = createMemoryDisk();
    const keys = start(path, createMemoryStorage({ disk }));
    await keys.current();
    await keys.markDead(cause);
    expect(await readFile(path, 'utf8')).not.toContain(blsSecret?.slice(2));
    expect(await openKeyFile({ path })).toMatchObject({ networkSecret, dead: { cause } });
    await writeFile(path, backup);
    const restored = start(path, createMemoryStorage({ disk }));
    expect(await restored.current()).toMatchObject({ cause: { code: 'keys/dead' } });
  });

  it('gives way to a new file, which goes on in the same database', async () => {
    const path = join(root, 'replaced', 'key.json');
    await openKeyFile({ path, account });
    const storage = createMemoryStorage();
    const keys = start(path, storage);
    await keys.current();
    await keys.markDead(cause);
    await rm(path);
    await openKeyFile({ path, account });
    const next = start(path, storage);
    expect(await next.current()).toMatchObject({ state: 'live', account });
    await next.close();
  });

  it('excludes another process with the same file, whatever its database', async () => {
    const path = join(root, 'locked', 'key.json');
    await openKeyFile({ path, account });
    const keys = start(path, createMemoryStorage());
    await keys.current();
    const second = start(path, createMemoryStorage());
    await expect(second.current()).rejects.toMatchObject({ code: 'lock/held' });
    await keys.close();
  });
});
