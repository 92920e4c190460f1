import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openIndexedDbStorage } from '../../../lib/platform/browser/indexeddb-storage.ts';

afterEach(() => vi.unstubAllGlobals());

describe('IndexedDB storage', () => {
  it('is unavailable in a browser without, or that refuses it to this page', async () => {
    const unavailable = { code: 'storage/unavailable', facts: { name: 'a' } };
    vi.stubGlobal('indexedDB', undefined);
    await expect(openIndexedDbStorage({ name: 'a' })).rejects.toMatchObject(unavailable);
    const refuse = () => {
      throw new DOMException('not for you', 'SecurityError');
    };
    vi.stubGlobal('indexedDB', { open: refuse });
    await expect(openIndexedDbStorage({ name: 'a' })).rejects.toMatchObject(unavailable);
  });

  it('is unavailable when a newer version of the page made the database', async () => {
    const factory = new IDBFactory();
    vi.stubGlobal('indexedDB', factory);
    await new Promise<void>((resolve) => {
      const request = factory.open('a', 1000);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
    await expect(openIndexedDbStorage({ name: 'a' })).rejects.toMatchObject({
      code: 'storage/unavailable',
    });
  });

  it('tells those who ask late that the database is gone', async () => {
    const storage = await openIndexedDbStorage({ name: 'late' });
    await new Promise((resolve) => {
      indexedDB.deleteDatabase('late').onsuccess = resolve;
    });
    let told = 0;
    storage.onGone(() => {
      told += 1;
    });
    expect(told).toBe(1);
    await expect(storage.usage()).rejects.toMatchObject({ code: 'storage/gone' });
  });
});
