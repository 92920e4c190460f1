import { expect, type Page, test } from '@playwright/test';
import {
  openPlatformPage,
  type PlatformHarness,
  probe,
  startPlatformHarness,
} from './platform/harness.ts';

let harness: PlatformHarness;
let page: Page;

test.beforeAll(async () => {
  harness = await startPlatformHarness();
});
test.beforeEach(async () => {
  page = await harness.browser.newPage();
  await openPlatformPage(page, harness);
});
test.afterAll(async () => {
  await harness.close();
});

for (const where of ['inline', 'verify workers'] as const) {
  test(`signatures ${where} pass every rule of the port, hostile input included`, async () => {
    const { run, failures } = await probe(page, 'runSignaturesCases', where);
    expect(failures).toEqual([]);
    expect(run).toBeGreaterThan(15);
  });

  test(`signatures ${where}: how many`, async () => {
    const measured = await probe(page, 'measureSignatures', where, 4000, 100);
    test.info().annotations.push({ type: where, description: JSON.stringify(measured) });
    expect(measured.recoveriesPerSecond).toBeGreaterThan(200);
    expect(measured.checksOf21PerSecond).toBeGreaterThan(5);
  });
}

test('verify workers that are killed cost time and nothing else', async () => {
  // By then their libraries have loaded.
  await probe(page, 'measureSignatures', 'verify workers', 1000, 2);
  const measuring = probe(page, 'measureSignatures', 'verify workers', 8000, 50);
  await page.waitForTimeout(500);
  await page.evaluate(() => window.killVerifyWorker(0));
  expect((await measuring).recoveriesPerSecond).toBeGreaterThan(0);
  await page.evaluate(() => window.killVerifyWorker(1));
  const { failures } = await probe(page, 'runSignaturesCases', 'verify workers');
  expect(failures).toEqual([]);
  expect(await probe(page, 'workers')).toBe(0);
});
