import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import lighthouse, { desktopConfig } from 'lighthouse';
import { assert } from '../../lib/core/assert.ts';
import { installKeccakWasm } from '../../lib/platform/signatures/keccak-wasm.ts';
import { links } from '../../lib/ui/links.ts';
import { chromiumPath } from '../e2e/support/paths.ts';
import { createAskPast } from './ask/ask-past.ts';
import { startLocalSystem } from './support/local-system.ts';
import { type Measurement, report } from './support/report.ts';
import { median } from './support/statistics.ts';
import { launchChromium, SWITCHES, untilJoined } from './support/tab.ts';

// What Lighthouse says of Ask as a returning person has it, and how long a shared address takes in
// a browser that never was here.

const RUNS = 5;
const QUESTIONS = 60;
const ANSWERS_EACH = 3;
const LEAST = 95;
const COLD_MS = 3_000;
const PORT = 19_300;
/** With its database and its scripts written. */
const SETTLE_MS = 5_000;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;

await installKeccakWasm();
const past = createAskPast({ questions: QUESTIONS, answersEach: ANSWERS_EACH });
const system = await startLocalSystem({ minBlockMs: 500, epochMs: 86_400_000, past });
const askUrl = `${system.siteUrl}${links.ask}`;
const folder = await mkdtemp(join('.weft', 'bench-profile-'));
const context = await warmBrowser();
const scores: Record<string, number>[] = [];
const lost = new Map<string, number>();
for (let run = 0; run < RUNS; run++) {
  scores.push(await audit());
  process.stderr.write(`lighthouse: ${JSON.stringify(scores.at(-1))}\n`);
}
for (const [what, score] of lost) process.stderr.write(`lighthouse: ${what} ${score}\n`);
await context.close();
await rm(folder, { recursive: true });
const coldMs: number[] = [];
for (let run = 0; run < RUNS; run++) coldMs.push(await coldQuestion());
await system.stop();
report([
  ...CATEGORIES.map(
    (name): Measurement => ({
      what: `Lighthouse on Ask, desktop, warm: ${name}, median of ${RUNS}`,
      measured: median(scores.map((each) => each[name] ?? 0)),
      unit: 'points',
      target: { limit: LEAST, direction: 'at least' },
    }),
  ),
  {
    what: 'shared address of a question, fresh browser: until it is drawn, median',
    measured: median(coldMs),
    unit: 'ms',
    target: { limit: COLD_MS, direction: 'at most' },
  },
]);

/** A profile whose node has all blocks, and which has closed its last page. */
async function warmBrowser(): Promise<BrowserContext> {
  const executablePath = chromiumPath();
  const browser = await chromium.launchPersistentContext(folder, {
    ...(executablePath && { executablePath }),
    args: [...SWITCHES, `--remote-debugging-port=${PORT}`],
  });
  const page = await browser.newPage();
  await page.goto(askUrl);
  await untilJoined(page, BigInt(past.blocks));
  await page.locator('[data-question]').first().waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await page.close();
  return browser;
}

async function audit(): Promise<Record<string, number>> {
  const flags = { port: PORT, disableStorageReset: true, logLevel: 'error' } as const;
  const only = { ...flags, onlyCategories: [...CATEGORIES] };
  const result = await lighthouse(askUrl, only, desktopConfig);
  assert(result && !result.lhr.runtimeError, 'Lighthouse can look at the page');
  const { categories, audits } = result.lhr;
  for (const { auditRefs } of Object.values(categories)) {
    for (const { id, weight } of auditRefs) {
      const score = audits[id]?.score ?? 1;
      if (weight > 0 && score < 1) lost.set(`${id} (${audits[id]?.displayValue ?? ''})`, score);
    }
  }
  return Object.fromEntries(
    Object.entries(categories).map(([name, { score }]) => [name, Math.round((score ?? 0) * 100)]),
  );
}

async function coldQuestion(): Promise<number> {
  const browser = await launchChromium();
  const page = await browser.newPage();
  const startMs = performance.now();
  await page.goto(`${system.siteUrl}${links.question(7n)}`, { waitUntil: 'commit' });
  await page.locator('article').first().waitFor();
  const tookMs = performance.now() - startMs;
  await browser.close();
  return tookMs;
}
