import { expect, type Page } from '@playwright/test';
import type { WeftClient } from '../../../lib/client/create-client.ts';
import type { AccountView, NodeStatus, Phase } from '../../../lib/client/types.ts';
import type { Address } from '../../../lib/core/bytes.ts';

/** What every page of the site offers to the console. */
export interface WeftWindow {
  weft: WeftClient;
}

/** From a cold start, with everything else that runs on the machine. */
const LIVE_MS = 60_000;

/** Opens a page of the site and waits until its node follows the chain. */
export async function openNode(page: Page, url: string): Promise<NodeStatus> {
  await page.goto(url);
  return waitForPhase(page, 'live');
}

export async function waitForPhase(
  page: Page,
  phase: Phase,
  timeoutMs = LIVE_MS,
): Promise<NodeStatus> {
  await expect
    .poll(() => phaseOf(page), { message: `the node is ${phase}`, timeout: timeoutMs })
    .toBe(phase);
  return statusOf(page);
}

/** Waits for the page's script, which comes a moment after the page. */
export async function statusOf(page: Page): Promise<NodeStatus> {
  await page.waitForFunction(() => 'weft' in window);
  return page.evaluate(() => (window as unknown as WeftWindow).weft.status());
}

export function accountOf(page: Page, address: string): Promise<AccountView> {
  return page.evaluate(
    (key) => (window as unknown as WeftWindow).weft.account(key),
    address.toLowerCase() as Address,
  );
}

/** Waits until every page has finalized the same block, which then must give the same state. */
export async function expectSameState(pages: readonly Page[], minimumHeight = 0n): Promise<void> {
  await expect(async () => {
    const all = await Promise.all(pages.map(statusOf));
    const [first] = all;
    expect(first?.finalizedHeight).toBeGreaterThanOrEqual(minimumHeight);
    for (const status of all) {
      expect(status.finalizedHeight).toBe(first?.finalizedHeight);
      expect(status.finalizedHash).toBe(first?.finalizedHash);
      expect(status.stateRoot).toBe(first?.stateRoot);
    }
  }).toPass({ timeout: 30_000, intervals: [100, 250] });
}

async function phaseOf(page: Page): Promise<Phase | 'unreachable'> {
  try {
    return (await statusOf(page)).phase;
  } catch {
    return 'unreachable';
  }
}
