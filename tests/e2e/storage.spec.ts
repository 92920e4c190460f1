import { expect, test } from '@playwright/test';
import {
  openPlatformPage,
  type PlatformHarness,
  probe,
  startPlatformHarness,
} from './platform/harness.ts';
import { deleteDatabases, limitSpace, QUOTA_NOTICED_MS } from './support/storage-faults.ts';

let harness: PlatformHarness;

test.beforeAll(async () => {
  harness = await startPlatformHarness();
});
test.afterAll(async () => {
  await harness.close();
});

async function openPages(count: number) {
  const context = await harness.browser.newContext();
  return Promise.all(
    Array.from({ length: count }, async () => {
      const page = await context.newPage();
      await openPlatformPage(page, harness);
      return page;
    }),
  );
}

test('IndexedDB in a worker passes every rule of the storage port', async () => {
  const [page] = await openPages(1);
  if (!page) return;
  const { run, failures } = await probe(page, 'runStorageCases');
  expect(failures).toEqual([]);
  expect(run).toBeGreaterThan(10);
});

test('a database deleted by another tab is gone, told once, and the deletion goes on', async () => {
  const [page, other] = await openPages(2);
  if (!page || !other) return;
  expect(await probe(page, 'openStorage', 'deleted')).toBe('done');
  expect(await probe(page, 'write', 1, 100)).toBe('done');
  const deleted = await other.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.deleteDatabase('deleted');
        request.onsuccess = () => resolve('deleted');
        request.onblocked = () => resolve('blocked');
      }),
  );
  expect(deleted).toBe('deleted');
  expect(await probe(page, 'goneCalls')).toBe(1);
  expect(await probe(page, 'write', 2, 100)).toBe('storage/gone');
});

test('site data cleared by the person is gone too', async () => {
  const [page] = await openPages(1);
  if (!page) return;
  await probe(page, 'openStorage', 'cleared');
  expect(await probe(page, 'write', 1, 100)).toBe('done');
  await deleteDatabases(page);
  await expect.poll(() => probe(page, 'goneCalls')).toBe(1);
  expect(await probe(page, 'write', 2, 100)).toBe('storage/gone');
});

test('a full quota says so, loses nothing, and ends with more room', { tag: '@long' }, async () => {
  test.setTimeout(180_000);
  const [page] = await openPages(1);
  if (!page) return;
  await probe(page, 'openStorage', 'full');
  expect(await probe(page, 'write', 1, 100_000)).toBe('done');
  const giveRoom = await limitSpace(page, 1_000_000);
  await expect
    .poll(() => probe(page, 'write', 2, 5_000_000), { timeout: 2 * QUOTA_NOTICED_MS })
    .toBe('storage/full');
  const sizes = await probe(page, 'sizes');
  expect(sizes).toContainEqual([1, 100_000]);
  await giveRoom();
  await expect
    .poll(() => probe(page, 'write', 3, 5_000_000), { timeout: 2 * QUOTA_NOTICED_MS })
    .toBe('done');
  expect(await probe(page, 'sizes')).toContainEqual([3, 5_000_000]);
  expect(await probe(page, 'goneCalls')).toBe(0);
});

test('an instance lock excludes other tabs, waits in turn, and ends with its tab', async () => {
  const [page, other] = await openPages(2);
  if (!page || !other) return;
  expect(await probe(page, 'lock', 'key', 'fail')).toBe('done');
  expect(await probe(other, 'lock', 'key', 'fail')).toBe('lock/held');
  expect(await probe(other, 'lock', 'another key', 'fail')).toBe('done');
  const waiting = probe(other, 'lock', 'key', 'wait');
  await page.close();
  expect(await waiting).toBe('done');
  expect(await probe(other, 'unlock', 'key')).toBe('done');
  expect(await probe(other, 'lock', 'key', 'fail')).toBe('done');
});

test('a validator key in a worker passes every rule of its port', async () => {
  const [page] = await openPages(1);
  if (!page) return;
  const { run, failures } = await probe(page, 'runKeysCases');
  expect(failures).toEqual([]);
  expect(run).toBeGreaterThan(10);
});

test('a page that is opened twice loads its key once, and it goes with the database', async () => {
  const [page, other] = await openPages(2);
  if (!page || !other) return;
  await probe(page, 'openKeys', 'twice');
  expect(await probe(page, 'createKey')).toBe('done');
  const [state, blsKey] = await probe(page, 'currentKey');
  expect(state).toBe('live');
  await probe(other, 'openKeys', 'twice');
  expect(await probe(other, 'currentKey')).toEqual(['lock/held']);
  expect(await probe(other, 'createKey')).toBe('lock/held');
  await page.close();
  await expect.poll(() => probe(other, 'currentKey')).toEqual(['live', blsKey]);
  await deleteDatabases(other);
  await expect.poll(() => probe(other, 'currentKey')).toEqual(['storage/gone']);
  await probe(other, 'openKeys', 'twice');
  expect(await probe(other, 'currentKey')).toEqual(['none']);
});

test('no script reads the secret of a key, or opens it for another account', async () => {
  const [page, other] = await openPages(2);
  if (!page || !other) return;
  await probe(page, 'openKeys', 'sealed');
  await probe(page, 'createKey');
  await page.close();
  expect(await other.evaluate(claimKey, 'sealed')).toBe('InvalidAccessError');
  await probe(other, 'openKeys', 'sealed');
  // The page that was closed holds its lock for another moment.
  await expect.poll(async () => (await probe(other, 'currentKey'))[0]).toBe('keys/unreadable');
});

/** Names another account as the owner of a key, and tries to read what encrypts its secret. */
async function claimKey(name: string): Promise<string> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
  });
  const store = database.transaction('keys', 'readwrite').objectStore('keys');
  const stored = await new Promise<{ entry: object; sealed: { wrappingKey: CryptoKey } }>(
    (resolve) => {
      const request = store.get('keys');
      request.onsuccess = () => resolve(request.result);
    },
  );
  const account = `0x${'22'.repeat(20)}`;
  store.put({ ...stored, entry: { ...stored.entry, account } }, 'keys');
  await new Promise((resolve) => {
    store.transaction.oncomplete = resolve;
  });
  database.close();
  return crypto.subtle.exportKey('raw', stored.sealed.wrappingKey).then(
    () => 'exported',
    (thrown: DOMException) => thrown.name,
  );
}
