import { type Browser, chromium, type Page } from '@playwright/test';
import type { WeftWindow } from '../../e2e/support/node-page.ts';
import { chromiumPath } from '../../e2e/support/paths.ts';

export const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

export function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  return chromium.launch({ ...(executablePath && { executablePath }), args: SWITCHES });
}

export interface Joined {
  /** Milliseconds from the beginning of the navigation. */
  liveMs: number;
  /** Until the signatures of every block of the history were checked as well. */
  verifiedMs: number;
  loadMs: number;
}

/** Waits, inside the page, until its node is live at `height` or above and has verified all. */
export function untilJoined(page: Page, height: bigint): Promise<Joined> {
  return page.evaluate(async (least) => {
    let liveMs: number | undefined;
    for (;;) {
      const client = (window as unknown as Partial<WeftWindow>).weft;
      const status = await client?.status().catch(() => undefined);
      if (status?.phase === 'live' && status.finalizedHeight >= BigInt(least)) {
        liveMs ??= performance.now();
        const isVerified = status.boot.every(({ state }) => state === 'done');
        const [navigation] = performance.getEntriesByType('navigation');
        const loadMs = (navigation as PerformanceNavigationTiming).loadEventEnd;
        if (isVerified) return { liveMs, verifiedMs: performance.now(), loadMs };
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }, `${height}`);
}

/** Records the page's tasks above 50 ms from its very beginning. */
export async function watchLongTasks(page: Page): Promise<() => Promise<number[]>> {
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask', buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
}
