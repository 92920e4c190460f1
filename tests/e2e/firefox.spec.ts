import { expect } from '@playwright/test';
import type { Page as FirefoxPage } from 'puppeteer-core';
import { test } from './support/fixtures.ts';
import { launchFirefox } from './support/launch-firefox.ts';
import { openNode, statusOf, type WeftWindow } from './support/node-page.ts';
import { sendSigned } from './support/send-signed.ts';
import { testAccount } from './support/test-accounts.ts';

test('Firefox joins, connects to Chromium directly, and agrees', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(180_000);
  const chromium = await openProfile({ wallet: false });
  await openNode(chromium.page, network.siteUrl);
  const firefox = await launchFirefox();
  try {
    const page = await firefox.newPage();
    await page.goto(network.siteUrl);
    await expect
      .poll(async () => (await firefoxStatus(page))?.phase, { timeout: 60_000 })
      .toBe('live');

    const { peerId } = await statusOf(chromium.page);
    await expect
      .poll(async () => (await firefoxStatus(page))?.peers, { timeout: 45_000 })
      .toContainEqual(expect.objectContaining({ id: peerId, direct: true, transport: 'webrtc' }));

    const sent = await sendSigned(chromium.page, {
      from: testAccount(1),
      to: testAccount(6).address,
      amountWei: 1n,
    });
    await expect
      .poll(async () => (await firefoxStatus(page))?.finalizedHeight, { timeout: 30_000 })
      .toBeGreaterThanOrEqual(sent.height);
    await expect(async () => {
      const [theirs, ours] = [await firefoxStatus(page), await statusOf(chromium.page)];
      const { finalizedHeight, finalizedHash, stateRoot } = ours;
      expect(theirs).toMatchObject({ finalizedHeight, finalizedHash, stateRoot });
    }).toPass({ timeout: 30_000 });
  } finally {
    await firefox.close();
  }
});

/** Undefined until the page offers its client. */
function firefoxStatus(page: FirefoxPage) {
  return page.evaluate(async () => (window as unknown as Partial<WeftWindow>).weft?.status());
}
