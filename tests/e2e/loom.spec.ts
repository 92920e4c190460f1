import { expect, type Page } from '@playwright/test';
import { test } from './support/fixtures.ts';
import { bitsFromSigners, type DrawnRow, newestRow, readRow, watchLoom } from './support/loom.ts';
import { LONG_EPOCH_MS } from './support/network.ts';
import { openNode, statusOf, type WeftWindow } from './support/node-page.ts';
import { sendSigned, signTransfer } from './support/send-signed.ts';
import { testAccount } from './support/test-accounts.ts';

const DRAWN_ROWS = 50;
const STILL_MS = 4_000;
const transfer = { from: testAccount(2), to: testAccount(6).address, amountWei: 1n };

test.use({ epochMs: LONG_EPOCH_MS });

test('fifty drawn rows say bit by bit who signed, and a silent validator signed none', async ({
  network,
  openProfile,
}) => {
  test.setTimeout(300_000);
  const { page } = await openProfile({ wallet: false });
  await openNode(page, network.siteUrl);
  const silent = network.seeds.length - 1;
  network.seeds[silent]?.freeze();
  try {
    // The views before the next block may still carry votes the validator sent before.
    await sendSigned(page, transfer);
    const drawn: DrawnRow[] = [];
    while (drawn.length < DRAWN_ROWS) {
      const { height } = await sendSigned(page, transfer);
      drawn.push(await readRow(page, height));
    }
    for (const { height, bits } of drawn) {
      const signers = await signersOf(page, height);
      expect(bits, `block ${height}`).toBe(bitsFromSigners(signers, network.seeds.length));
      expect(bits[silent], `validator ${silent} in block ${height}`).toBe('0');
    }
  } finally {
    network.seeds[silent]?.thaw();
  }
});

test('without votes nothing moves, and the cloth grows when they come', { tag: '@long' }, async ({
  network,
  openProfile,
}) => {
  const { page } = await openProfile({ wallet: false });
  await openNode(page, network.siteUrl);
  const { height } = await sendSigned(page, transfer);
  // Drawn before it is counted.
  await readRow(page, height);
  const [, , third, fourth] = network.seeds;
  third?.freeze();
  fourth?.freeze();
  try {
    // What the two had sent may still close a certificate.
    await page.waitForTimeout(STILL_MS / 4);
    const newestBefore = await newestRow(page);
    const envelope = await signTransfer(page, transfer);
    const hash = await page.evaluate(
      (encoded) => (window as unknown as WeftWindow).weft.send(encoded),
      envelope,
    );
    await page.waitForTimeout(STILL_MS);
    const newest = await newestRow(page);
    expect(newest, 'two of four votes close no certificate').toBe(newestBefore);
    expect(await transactionState(page, hash)).toMatchObject({ final: false });

    for (const seed of network.seeds) seed.freeze();
    await page.waitForTimeout(STILL_MS / 4);
    const changes = await watchLoom(page);
    await page.waitForTimeout(STILL_MS);
    expect(await changes(), 'the picture without a single message').toBe(0);

    for (const seed of network.seeds) seed.thaw();
    await expect
      .poll(async () => (await transactionState(page, hash))?.final, { timeout: 60_000 })
      .toBe(true);
    expect(await changes()).toBeGreaterThan(0);
    const { finalizedHeight } = await statusOf(page);
    await readRow(page, finalizedHeight);
  } finally {
    for (const seed of network.seeds) seed.thaw();
  }
});

function signersOf(page: Page, height: bigint): Promise<number[]> {
  return page.evaluate(async (wanted) => {
    const block = await (window as unknown as WeftWindow).weft.block(wanted);
    return block?.certificate.signers ?? [];
  }, height);
}

function transactionState(page: Page, hash: `0x${string}`) {
  return page.evaluate(
    (wanted) => (window as unknown as WeftWindow).weft.transaction(wanted),
    hash,
  );
}
