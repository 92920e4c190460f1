import { expect, type Page } from '@playwright/test';
import { statusOf } from './node-page.ts';

/** Votes that left before a tab went away have arrived by then. */
const UNDER_WAY_MS = 1_000;

/** Kills the page's process with everything in it, as when memory runs out. */
export async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // Nobody is left to answer.
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

/**
 * Another page is in front, and this one and its workers stand still, as in a background that saves
 * energy, until the result. Only a browser whose pages may sleep does it.
 */
export async function freeze(page: Page): Promise<() => Promise<void>> {
  const inFront = await page.context().newPage();
  await inFront.bringToFront();
  await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('hidden');
  const stopped = page.evaluate(
    () => new Promise((resolve) => document.addEventListener('freeze', resolve, { once: true })),
  );
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await stopped;
  return async () => {
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await page.bringToFront();
    await inFront.close();
  };
}

/** Nothing becomes final: there is no quorum without whoever is away. */
export async function expectStandstill(witness: Page, forMs: number): Promise<void> {
  await witness.waitForTimeout(UNDER_WAY_MS);
  const before = await statusOf(witness);
  await witness.waitForTimeout(forMs);
  expect((await statusOf(witness)).finalizedHeight).toBe(before.finalizedHeight);
}
