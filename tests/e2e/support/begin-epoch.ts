import type { Page } from '@playwright/test';
import { statusOf } from './node-page.ts';
import { sendSigned } from './send-signed.ts';
import { testAccount } from './test-accounts.ts';

const transfer = { from: testAccount(9), to: testAccount(6).address, amountWei: 1n };
/** Long enough that half a minute has fewer blocks than make the absence of a validator count. */
const PAUSE_MS = 2_000;

/**
 * Sends transfers until another epoch has begun, for on a quiet chain the last block of an epoch
 * may be half a minute late. What a test does next has that epoch before it, and sees no boundary.
 */
export async function beginEpoch(page: Page): Promise<void> {
  const { epoch } = await statusOf(page);
  while ((await statusOf(page)).epoch === epoch) {
    await sendSigned(page, transfer);
    await page.waitForTimeout(PAUSE_MS);
  }
}
