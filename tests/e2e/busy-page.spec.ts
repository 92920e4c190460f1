import { expect, type Page, type Worker } from '@playwright/test';
import { test } from './support/fixtures.ts';
import { openNode, statusOf, type WeftWindow, waitForPhase } from './support/node-page.ts';
import { sendSigned } from './support/send-signed.ts';
import { testAccount } from './support/test-accounts.ts';

// A page that computes something long carries its node's peer connections and its other tabs'
// requests: all of it stands still meanwhile, and must go on afterwards.

const BUSY_MS = 8_000;
/** Time to notice, to do the work elsewhere, and to reach finality. */
const REPLACED_MS = 8_000;
const transfer = { from: testAccount(4), to: testAccount(6).address, amountWei: 1n };

test('a node whose page was busy for eight seconds publishes and follows again', async ({
  network,
  openProfile,
}) => {
  const { page } = await openProfile({ wallet: false });
  const { page: witness } = await openProfile({ name: 'witness', wallet: false });
  await openNode(page, network.siteUrl);
  await openNode(witness, network.siteUrl);
  await sendSigned(page, transfer);
  const sent = sendSigned(witness, { ...transfer, from: testAccount(5) });
  await keepBusy(page);
  await sent;
  await expectFlow(page, [witness]);
  await expectFlow(witness, [page]);
});

test('a tab beside the busy one goes on reading and sending', { tag: '@long' }, async ({
  network,
  openProfile,
}) => {
  const { page: owner, context } = await openProfile({ wallet: false });
  const { page: witness } = await openProfile({ name: 'witness', wallet: false });
  await openNode(owner, network.siteUrl);
  await openNode(witness, network.siteUrl);
  const beside = await context.newPage();
  await openNode(beside, `${network.siteUrl}/explorer/`);
  await sendSigned(beside, transfer);
  await keepBusy(owner);
  await waitForPhase(beside, 'live');
  await expectFlow(beside, [owner, witness]);
  await expectFlow(owner, [beside, witness]);
  const newest = beside.getByRole('main').getByText(`${(await statusOf(owner)).finalizedHeight}`);
  await expect(newest.first(), 'the list of blocks went on').toBeVisible();
});

test('verify workers that hang are replaced, and nothing waits for them long', async ({
  network,
  openProfile,
}) => {
  const { page } = await openProfile({ wallet: false });
  await openNode(page, network.siteUrl);
  await sendSigned(page, transfer);
  const hung = await verifyWorkers(page);
  expect(hung.length).toBeGreaterThan(0);
  await Promise.all(hung.map((worker) => worker.evaluate(hang)));
  const { sentMs } = await sendSigned(page, transfer);
  expect(sentMs).toBeLessThan(REPLACED_MS);
  await expect.poll(() => page.workers().filter((worker) => hung.includes(worker))).toEqual([]);
  await expect.poll(async () => (await verifyWorkers(page)).length).toBe(hung.length);
  await sendSigned(page, transfer);
});

/** In a task of the worker's own, which a browser can end. */
function hang(): void {
  setTimeout(() => {
    for (;;);
  });
}

function keepBusy(page: Page): Promise<void> {
  return page.evaluate((busyMs) => {
    const endMs = performance.now() + busyMs;
    while (performance.now() < endMs);
  }, BUSY_MS);
}

/** What one page sends becomes final there and on the others. */
async function expectFlow(from: Page, others: readonly Page[]): Promise<void> {
  const { hash } = await sendSigned(from, transfer);
  for (const page of others) {
    await expect
      .poll(() => isFinal(page, hash), { message: 'final elsewhere', timeout: 30_000 })
      .toBe(true);
  }
}

function isFinal(page: Page, hash: `0x${string}`): Promise<boolean> {
  return page.evaluate(
    async (key) => (await (window as unknown as WeftWindow).weft.transaction(key))?.final === true,
    hash,
  );
}

async function verifyWorkers(page: Page): Promise<Worker[]> {
  const named = page.workers().map(async (worker) => {
    return { worker, name: await worker.evaluate(() => self.name) };
  });
  return (await Promise.all(named)).flatMap(({ worker, name }) =>
    name === 'weft verify' ? [worker] : [],
  );
}
