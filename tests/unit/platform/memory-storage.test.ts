import { describe, expect, it } from 'vitest';
import { createMemoryStorage } from '../../../lib/platform/memory/memory-storage.ts';

const put = (n: number) => [
  { bucket: 'journal' as const, key: Uint8Array.of(n), value: Uint8Array.of(n) },
];

async function keysAfter(storage: ReturnType<typeof createMemoryStorage>) {
  const reopened = createMemoryStorage({ disk: storage.disk });
  return (await reopened.range('journal', {})).map(({ key }) => key[0]);
}

describe('memory storage', () => {
  it('loses what was not durable when the power goes', async () => {
    const storage = createMemoryStorage();
    await storage.write(put(1));
    await storage.write(put(2), { durable: true });
    await storage.write(put(3));
    await storage.write([...put(4), { bucket: 'journal', key: Uint8Array.of(1) }]);
    storage.crash();
    expect(await keysAfter(storage)).toEqual([1, 2]);
    await expect(storage.get('journal', Uint8Array.of(1))).rejects.toMatchObject({
      code: 'storage/failed',
    });
  });

  it('can keep the first of the writes that were under way', async () => {
    const storage = createMemoryStorage();
    for (const n of [1, 2, 3]) await storage.write(put(n));
    storage.crash(2);
    expect(await keysAfter(storage)).toEqual([1, 2]);
  });

  it('takes back replaced and range-deleted values', async () => {
    const storage = createMemoryStorage();
    await storage.write([...put(1), ...put(2)], { durable: true });
    const changed = { bucket: 'journal' as const, key: Uint8Array.of(1), value: Uint8Array.of(9) };
    await storage.write([changed, changed]);
    await storage.deleteRange('journal', {});
    storage.crash();
    const reopened = createMemoryStorage({ disk: storage.disk });
    expect(await reopened.get('journal', Uint8Array.of(1))).toEqual(Uint8Array.of(1));
    expect(await keysAfter(storage)).toEqual([1, 2]);
  });

  it('keeps everything after an orderly close, whatever happens then', async () => {
    const storage = createMemoryStorage();
    await storage.write(put(1));
    await storage.close();
    storage.crash();
    expect(await keysAfter(storage)).toEqual([1]);
  });

  it('fails the chosen write and changes nothing by it', async () => {
    const storage = createMemoryStorage({ failAtWrite: 2 });
    await storage.write(put(1));
    await expect(storage.write([...put(2), ...put(3)])).rejects.toMatchObject({
      code: 'storage/failed',
    });
    await storage.write(put(4));
    storage.failWriteIn(1);
    await expect(storage.write(put(5))).rejects.toMatchObject({ code: 'storage/failed' });
    expect(await keysAfter(storage)).toEqual([1, 4]);
  });

  it('is full at its quota, counts deletions, and takes more when given more', async () => {
    const storage = createMemoryStorage({ quotaBytes: 4 });
    await storage.write([...put(1), ...put(2)]);
    await expect(storage.write(put(3))).rejects.toMatchObject({ code: 'storage/full' });
    await storage.write([{ bucket: 'journal', key: Uint8Array.of(1) }, ...put(3)]);
    storage.setQuota(6);
    await storage.write(put(4));
    expect(await storage.usage()).toEqual({ usedBytes: 6, quotaBytes: 6 });
  });

  it('tells once that it is gone, and then says nothing else', async () => {
    const storage = createMemoryStorage();
    let told = 0;
    storage.onGone(() => {
      told += 1;
    });
    storage.destroy();
    storage.destroy();
    expect(told).toBe(1);
    const gone = { code: 'storage/gone' };
    await expect(storage.write(put(1))).rejects.toMatchObject(gone);
    await expect(storage.usage()).rejects.toMatchObject(gone);
  });
});
