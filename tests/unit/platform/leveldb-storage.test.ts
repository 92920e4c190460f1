import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openLevelDbStorage } from '../../../lib/platform/nodejs/leveldb-storage.ts';

const root = await mkdtemp(join(tmpdir(), 'weft-leveldb-'));
afterAll(() => rm(root, { recursive: true }));
const writes = [{ bucket: 'meta' as const, key: Uint8Array.of(1), value: Uint8Array.of(1) }];

describe('LevelDB storage', () => {
  it('is unavailable while someone else has it open, or where no directory can be', async () => {
    const directory = join(root, 'open');
    const storage = await openLevelDbStorage({ directory });
    await expect(openLevelDbStorage({ directory })).rejects.toMatchObject({
      code: 'storage/unavailable',
      facts: { code: 'LEVEL_LOCKED' },
    });
    await storage.close();
    await writeFile(join(root, 'file'), '');
    await expect(openLevelDbStorage({ directory: join(root, 'file') })).rejects.toMatchObject({
      code: 'storage/unavailable',
    });
  });

  it('notices at a durable write that its files were deleted', async () => {
    const directory = join(root, 'deleted');
    const storage = await openLevelDbStorage({ directory });
    let told = 0;
    storage.onGone(() => {
      told += 1;
    });
    await storage.write(writes, { durable: true });
    await rm(directory, { recursive: true });
    const gone = { code: 'storage/gone' };
    await expect(storage.write(writes, { durable: true })).rejects.toMatchObject(gone);
    await expect(storage.get('meta', Uint8Array.of(1))).rejects.toMatchObject(gone);
    expect(told).toBe(1);
    storage.onGone(() => {
      told += 1;
    });
    expect(told).toBe(2);
    await storage.close();
  });
});
