import { expect, type Page } from '@playwright/test';
import { messages } from '../../lib/ui/messages.ts';
import { test } from './support/fixtures.ts';
import { LONG_EPOCH_MS, startNetwork } from './support/network.ts';
import {
  expectSameState,
  openNode,
  statusOf,
  type WeftWindow,
  waitForPhase,
} from './support/node-page.ts';
import { expectProblem } from './support/problem.ts';
import { sendSigned, signTransfer } from './support/send-signed.ts';
import {
  deleteDatabases,
  forbidSiteData,
  limitSpace,
  QUOTA_NOTICED_MS,
} from './support/storage-faults.ts';
import { testAccount } from './support/test-accounts.ts';

/** More of them: `npm run test:e2e:long`. */
const RELOADS = process.env.LONG ? 50 : 6;
/** The last comes after the commit. */
const LATEST_RELOAD_MS = 500;
const TAKEOVER_MS = 2_000;
const RETURNS_MS = 60_000;
const transfer = { from: testAccount(3), to: testAccount(6).address, amountWei: 1n };
/** Of its own account: what others send must not depend on whether this arrived already. */
const unwatched = { ...transfer, from: testAccount(4) };

test.use({ epochMs: LONG_EPOCH_MS });

test('a browser that keeps no data says so and says what to do', async ({
  network,
  openProfile,
}, info) => {
  const folder = info.outputPath('private');
  await forbidSiteData(folder);
  const { page } = await openProfile({ folder, wallet: false });
  await page.goto(network.siteUrl);
  await expectProblem(page, 'storage/unavailable');
});

test('a full disk stops the node with words and loses nothing final', { tag: '@long' }, async ({
  network,
  openProfile,
}) => {
  test.setTimeout(180_000);
  const { page } = await openProfile({ wallet: false });
  await openNode(page, network.siteUrl);
  const before = await sendSigned(page, transfer);
  const restoreSpace = await limitSpace(page, 1);
  await page.waitForTimeout(QUOTA_NOTICED_MS);
  await submit(page);
  await expectProblem(page, 'storage/full');

  await restoreSpace();
  await page.reload();
  const after = await waitForPhase(page, 'live');
  expect(after.finalizedHeight).toBeGreaterThanOrEqual(before.height);
});

test('a database deleted under the node is noticed, and a reload fetches the chain again', async ({
  network,
  openProfile,
}) => {
  const { page } = await openProfile({ wallet: false });
  await openNode(page, network.siteUrl);
  const { height } = await sendSigned(page, transfer);
  await deleteDatabases(page);
  await expectProblem(page, 'storage/gone');

  await page.reload();
  const after = await waitForPhase(page, 'live');
  expect(after.finalizedHeight).toBeGreaterThanOrEqual(height);
});

test('without WebRTC the node still joins through a seed and agrees', async ({
  network,
  openProfile,
}) => {
  const { page } = await openProfile({ name: 'without', wallet: false });
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'RTCPeerConnection');
    Reflect.deleteProperty(window, 'RTCDataChannel');
  });
  await openNode(page, network.siteUrl);
  await sendSigned(page, transfer);
  const { peers } = await statusOf(page);
  expect(peers.length).toBeGreaterThan(0);
  expect(new Set(peers.map(({ transport }) => transport))).toEqual(new Set(['websocket']));
});

test('with no seed in reach the page says it is alone, and joins when one answers', async ({
  network,
  openProfile,
}) => {
  const { page } = await openProfile({ wallet: false });
  for (const seed of network.seeds) seed.freeze();
  try {
    await page.goto(network.siteUrl);
    await waitForPhase(page, 'alone');
    await expect(page.locator('[data-strip="state"]')).toHaveText('Alone');
  } finally {
    for (const seed of network.seeds) seed.thaw();
  }
  await waitForPhase(page, 'live');
});

test(
  'with site and seeds gone the pages that are open say so, and join when they return',
  { tag: '@long' },
  async ({ openProfile }, info) => {
    test.setTimeout(180_000);
    const folder = info.outputPath('network');
    let network = await startNetwork(folder, { epochMs: LONG_EPOCH_MS });
    try {
      const { page: first, context } = await openProfile({ wallet: false });
      const { peerId } = await openNode(first, network.siteUrl);
      const { height } = await sendSigned(first, transfer);
      const second = await context.newPage();
      await openNode(second, network.siteUrl);
      await network.kill();
      for (const page of [first, second]) await expectAlone(page, peerId);

      // Whoever takes over has all it needs from its browser.
      await first.close();
      await expect.poll(() => workerCount(second)).toBeGreaterThan(0);
      await expectAlone(second, peerId);
      expect((await finalTip(second)).height).toBeGreaterThanOrEqual(height);

      network = await startNetwork(folder, { epochMs: LONG_EPOCH_MS, basePort: network.basePort });
      await waitForPhase(second, 'live', RETURNS_MS);
      await sendSigned(second, transfer);
    } finally {
      await network.stop();
    }
  },
);

test('a seed that is killed in the middle of blocks comes back and agrees', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(180_000);
  const { page } = await openProfile({ wallet: false });
  await openNode(page, network.siteUrl);
  const seed = network.seeds[1];
  if (!seed) return;
  await submit(page);
  const restarted = seed.crash();
  const during = await sendSigned(page, transfer);
  await restarted;
  const after = await sendSigned(page, transfer);
  expect(after.height).toBeGreaterThan(during.height);
  await expect(async () => {
    const [theirs, ours] = [await seed.status(), await statusOf(page)];
    expect(BigInt(theirs?.finalizedHeight ?? 0)).toBe(ours.finalizedHeight);
    expect(theirs?.stateRoot).toBe(ours.stateRoot);
  }).toPass({ timeout: 60_000 });
});

test('reloads in the middle of commits lose nothing that was shown as final', {
  tag: '@long',
}, async ({ network, openProfile }) => {
  test.setTimeout(600_000);
  const { page } = await openProfile({ wallet: false });
  await openNode(page, network.siteUrl);
  await sendSigned(page, transfer);
  let shown = await finalTip(page);
  for (let reload = 0; reload < RELOADS; reload++) {
    await submit(page);
    // From before the proposal to after the commit, a little further each time.
    await page.waitForTimeout((reload * LATEST_RELOAD_MS) / RELOADS);
    shown = await finalTip(page);
    await page.reload();
    await expect
      .poll(async () => (await finalTip(page)).height, { message: `after reload ${reload + 1}` })
      .toBeGreaterThanOrEqual(shown.height);
    const kept = await page.evaluate(
      (height) => (window as unknown as WeftWindow).weft.block(height),
      shown.height,
    );
    expect(kept?.hash).toBe(shown.hash);
    await waitForPhase(page, 'live');
  }
  const { page: witness } = await openProfile({ name: 'witness', wallet: false });
  await openNode(witness, network.siteUrl);
  await expectSameState([page, witness], shown.height);
});

test("a second tab shows the first one's node and takes over when it closes", async ({
  network,
  openProfile,
}) => {
  const { page: first, context } = await openProfile({ wallet: false });
  const { peerId } = await openNode(first, network.siteUrl);
  const second = await context.newPage();
  const attached = await openNode(second, network.siteUrl);
  expect(attached.peerId).toBe(peerId);
  expect(await workerCount(second), 'no second node').toBe(0);
  await expectSameState([first, second]);

  const closedMs = Date.now();
  await first.close();
  await expect.poll(() => workerCount(second), { intervals: [50] }).toBeGreaterThan(0);
  await expect.poll(async () => (await statusOf(second)).peerId, { intervals: [50] }).toBe(peerId);
  expect(Date.now() - closedMs).toBeLessThan(TAKEOVER_MS);
  await waitForPhase(second, 'live');
  await sendSigned(second, transfer);
});

/** Sends a transfer and does not wait for anything. */
async function submit(page: Page): Promise<void> {
  const envelope = await signTransfer(page, unwatched);
  await page.evaluate((encoded) => {
    void (window as unknown as WeftWindow).weft.send(encoded).catch(() => undefined);
  }, envelope);
}

async function finalTip(page: Page): Promise<{ height: bigint; hash: string }> {
  const { finalizedHeight, finalizedHash } = await statusOf(page);
  return { height: finalizedHeight, hash: finalizedHash };
}

async function expectAlone(page: Page, peerId: string): Promise<void> {
  const status = await waitForPhase(page, 'alone');
  expect(status.peerId).toBe(peerId);
  await expect(page.locator('[data-strip="state"]')).toHaveText(messages.node.phases.alone);
  await expect(page.getByRole('main')).toContainText(messages.node.lead.alone);
}

async function workerCount(page: Page): Promise<number> {
  return page.workers().length;
}
