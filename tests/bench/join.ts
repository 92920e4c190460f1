import type { Browser } from '@playwright/test';
import { type LocalSystem, startLocalSystem } from './support/local-system.ts';
import { report } from './support/report.ts';
import { median } from './support/statistics.ts';
import { type Joined, launchChromium, untilJoined, watchLongTasks } from './support/tab.ts';

// A browser that was never here opens the URL of a chain with a history, and comes back later.

const RUNS = 5;
const HISTORY = { blocks: 1_000, transfersPerBlock: 1 };
/** The history is of one epoch, and so is what the validators add. */
const EPOCH_MS = 3_600_000;
const SETTLE_MS = 2_000;

const system = await startLocalSystem({
  minBlockMs: 100,
  epochMs: EPOCH_MS,
  history: HISTORY,
});
const browser = await launchChromium();
const runs: Awaited<ReturnType<typeof joinOnce>>[] = [];
const bare: number[] = [];
for (let run = 0; run < RUNS; run++) {
  runs.push(await joinOnce(browser, system));
  bare.push(await longTasksWithoutNode(browser, system));
}
await browser.close();
await system.stop();

const of = (pick: (run: (typeof runs)[number]) => number) => median(runs.map(pick));
const coldMs = of(({ cold }) => cold.verifiedMs);
const warmMs = of(({ warm }) => warm.verifiedMs);
report([
  {
    what: 'cold URL to live, every signature of 1,000 blocks checked',
    measured: coldMs,
    unit: 'ms',
    target: { limit: 4_000, direction: 'at most' },
    ratio: { value: coldMs / of(({ cold }) => cold.loadMs), of: 'page load' },
  },
  {
    what: 'cold URL to live: every block executed under a finalization',
    measured: of(({ cold }) => cold.liveMs),
    unit: 'ms',
    target: { limit: 4_000, direction: 'at most' },
  },
  { what: 'cold URL to page loaded', measured: of(({ cold }) => cold.loadMs), unit: 'ms' },
  {
    what: 'warm reload to live and verified',
    measured: warmMs,
    unit: 'ms',
    target: { limit: 2_000, direction: 'at most' },
    ratio: { value: warmMs / of(({ warm }) => warm.loadMs), of: 'page load' },
  },
  {
    what: 'tasks of the page above 50 ms while joining',
    measured: of(({ longTasks }) => longTasks),
    unit: 'tasks',
  },
  { what: 'the same with no node in the page', measured: median(bare), unit: 'tasks' },
  {
    what: 'tasks above 50 ms caused by the node',
    measured: Math.max(0, of(({ longTasks }) => longTasks) - median(bare)),
    unit: 'tasks',
    target: { limit: 0, direction: 'at most' },
  },
]);

async function joinOnce(
  chromium: Browser,
  { siteUrl }: LocalSystem,
): Promise<{ cold: Joined; warm: Joined; longTasks: number }> {
  const context = await chromium.newContext();
  const page = await context.newPage();
  const longTasks = await watchLongTasks(page);
  await page.goto(`${siteUrl}/`, { waitUntil: 'commit' });
  const cold = await untilJoined(page, BigInt(HISTORY.blocks));
  await page.waitForTimeout(SETTLE_MS);
  const seen = (await longTasks()).length;
  await page.reload({ waitUntil: 'commit' });
  const warm = await untilJoined(page, BigInt(HISTORY.blocks));
  await context.close();
  return { cold, warm, longTasks: seen };
}

/** The page itself: its workers never answer. */
async function longTasksWithoutNode(chromium: Browser, { siteUrl }: LocalSystem): Promise<number> {
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    class IdleWorker extends EventTarget {
      postMessage(): void {}
      terminate(): void {}
    }
    Object.assign(window, { Worker: IdleWorker });
  });
  const longTasks = await watchLongTasks(page);
  await page.goto(`${siteUrl}/`, { waitUntil: 'load' });
  await page.waitForTimeout(2 * SETTLE_MS);
  const seen = (await longTasks()).length;
  await context.close();
  return seen;
}
