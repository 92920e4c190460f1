import type { Browser } from '@playwright/test';
import { startLocalSystem } from './support/local-system.ts';
import { report } from './support/report.ts';
import { median } from './support/statistics.ts';
import { launchChromium, untilJoined } from './support/tab.ts';
import { tabMegabytes } from './support/tab-memory.ts';

// How much memory the process of a tab takes that follows a chain of ten thousand accounts.

const HISTORY = { blocks: 100, transfersPerBlock: 100 };
const SETTLE_MS = 10_000;
const RUNS = 5;

const system = await startLocalSystem({ minBlockMs: 500, history: HISTORY });
const browser = await launchChromium();
const empty: number[] = [];
const full: number[] = [];
for (let run = 0; run < RUNS; run++) {
  empty.push(await megabytesOf(browser, 'about:blank', 0n));
  full.push(await megabytesOf(browser, `${system.siteUrl}/`, BigInt(HISTORY.blocks)));
}
await browser.close();
await system.stop();
const emptyMb = median(empty);
const fullMb = median(full);

report([
  {
    what: 'private memory of the tab process, 10,000 accounts',
    measured: fullMb,
    unit: 'MB',
    target: { limit: 250, direction: 'at most' },
    ratio: { value: fullMb / emptyMb, of: 'an empty tab' },
  },
  {
    what: 'most private memory of the tab process in any run',
    measured: Math.max(...full),
    unit: 'MB',
  },
  { what: 'private memory of an empty tab process', measured: emptyMb, unit: 'MB' },
]);

async function megabytesOf(chromium: Browser, url: string, height: bigint): Promise<number> {
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.goto(url);
  if (height > 0n) {
    await untilJoined(page, height);
    await page.waitForTimeout(SETTLE_MS);
  }
  const largest = await tabMegabytes(chromium);
  await context.close();
  return largest;
}
