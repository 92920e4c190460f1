import { expect, type Page } from '@playwright/test';
import { test } from './support/fixtures.ts';
import type { Profile } from './support/launch-profile.ts';
import {
  accountOf,
  expectSameState,
  openNode,
  statusOf,
  waitForPhase,
} from './support/node-page.ts';
import { expectDirectlyConnected } from './support/peers.ts';
import { createSeedTunnel } from './support/seed-tunnel.ts';
import { recordConnections, selectedPairs } from './support/selected-pairs.ts';
import { sendByWallet } from './support/send-by-wallet.ts';
import { testAccount } from './support/test-accounts.ts';

const COIN = 10n ** 18n;

test('three tabs become nodes, meet directly, and agree on what a wallet signed', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(300_000);
  const tunnel = await createSeedTunnel(network.file);
  const profiles: Profile[] = [];
  for (const name of ['ada', 'ben', 'cleo']) {
    const profile = await openProfile({ name, switches: [tunnel.browserSwitch] });
    await recordConnections(profile.page);
    await openNode(profile.page, network.siteUrl);
    profiles.push(profile);
  }
  const pages = profiles.map(({ page }) => page);
  const [ada, ben] = profiles;
  if (!ada || !ben) return;
  expect(tunnel.openedCount(), 'every tab joined through the tunnel').toBeGreaterThanOrEqual(3);
  await expectDirectlyConnected(pages);

  await test.step('a transfer signed in the wallet is final in all three', async () => {
    const { height } = await sendByWallet(ada, testAccount(7).address, '2.5');
    await expectSameState(pages, height);
    await expectBalance(pages, 7, 1_002n * COIN + COIN / 2n);
  });

  await test.step('it goes on over direct connections when every WebSocket is closed', async () => {
    tunnel.cut();
    await expect.poll(() => tunnel.openCount()).toBe(0);
    const before = await Promise.all(pages.map(trafficOf));
    const { height } = await sendByWallet(ben, testAccount(8).address, '1');
    await expectSameState(pages, height);
    await expectBalance(pages, 8, 1_001n * COIN);
    expect(tunnel.openCount()).toBe(0);
    for (const [index, page] of pages.entries()) {
      await expectDirectPairs(page);
      expect(await trafficOf(page)).toBeGreaterThan(before[index] ?? 0);
      const { peers } = await statusOf(page);
      expect(peers.filter(({ transport }) => transport === 'websocket')).toEqual([]);
    }
  });
  await tunnel.close();
});

test('a tab that is closed and opened again continues from its own database', async ({
  network,
  openProfile,
}) => {
  const first = await openProfile({ name: 'dora' });
  await openNode(first.page, network.siteUrl);
  await sendByWallet(first, testAccount(9).address, '1');
  // From here on nothing becomes final.
  for (const seed of network.seeds) seed.freeze();
  const before = await statusOf(first.page);
  expect(before.finalizedHeight).toBeGreaterThan(0n);
  await first.close();

  const again = await openProfile({ name: 'dora' });
  await again.page.goto(network.siteUrl);
  await expect
    .poll(async () => (await statusOf(again.page)).finalizedHeight, { timeout: 15_000 })
    .toBe(before.finalizedHeight);
  const alone = await statusOf(again.page);
  expect(alone).toMatchObject({
    finalizedHash: before.finalizedHash,
    stateRoot: before.stateRoot,
    peerId: before.peerId,
  });
  expect(alone.phase).not.toBe('live');

  for (const seed of network.seeds) seed.thaw();
  await waitForPhase(again.page, 'live');
});

/** Every page reads the same balance from its own state. */
async function expectBalance(pages: Page[], account: number, amountWei: bigint): Promise<void> {
  for (const page of pages) {
    const { balanceWei } = await accountOf(page, testAccount(account).address);
    expect(balanceWei).toBe(amountWei);
  }
}

/** A pair that works is asked again and again whether it still does, and is then in progress. */
async function expectDirectPairs(page: Page): Promise<void> {
  await expect(async () => {
    const pairs = await selectedPairs(page);
    expect(pairs.length).toBeGreaterThanOrEqual(2);
    for (const pair of pairs) {
      expect(pair).toMatchObject({ state: 'succeeded', protocol: 'udp' });
      expect([pair.localType, pair.remoteType]).not.toContain('relay');
    }
  }).toPass({ timeout: 15_000 });
}

async function trafficOf(page: Page): Promise<number> {
  const pairs = await selectedPairs(page);
  return pairs.reduce((sum, { bytesSent, bytesReceived }) => sum + bytesSent + bytesReceived, 0);
}
