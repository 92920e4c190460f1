import type { Page } from '@playwright/test';
import { createChain } from '../../lib/chain/chain.ts';
import { hexFromBytes } from '../../lib/core/bytes.ts';
import { modules } from '../../lib/modules/index.ts';
import { installKeccakWasm } from '../../lib/platform/signatures/keccak-wasm.ts';
import type { WeftWindow } from '../e2e/support/node-page.ts';
import { SENDER_SECRET, startLocalSystem } from './support/local-system.ts';
import { report } from './support/report.ts';
import { sendAndWait } from './support/send-and-wait.ts';
import { median, percentile } from './support/statistics.ts';
import { launchChromium, untilJoined } from './support/tab.ts';
import { addressAt, createSender } from './support/transfers.ts';

// One tab sends now and then on a chain where nothing else happens; then nobody sends at all.

const TRANSFERS = 40;
const PAUSE_MS = 1_000;
const SETTLE_MS = 5_000;
const WATCH_MS = 60_000;
const DEFAULT_MIN_BLOCK_MS = 500;

await installKeccakWasm();
const system = await startLocalSystem({ minBlockMs: DEFAULT_MIN_BLOCK_MS });
const browser = await launchChromium();
const page = await browser.newPage();
await page.goto(`${system.siteUrl}/`);
await untilJoined(page, 0n);
await page.waitForTimeout(SETTLE_MS);

const sender = createSender(createChain(system.file.genesis, modules), SENDER_SECRET);
const times: number[] = [];
for (let sent = 0; sent < TRANSFERS; sent++) {
  const { bytes } = sender.transfer(addressAt(sent), Date.now());
  times.push(await sendAndWait(page, hexFromBytes(bytes)));
  await page.waitForTimeout(PAUSE_MS);
}
const before = await heightOf(page);
await page.waitForTimeout(WATCH_MS);
const idleBlocks = (await heightOf(page)) - before;
await browser.close();
await system.stop();

report([
  {
    what: 'submit to final in the sender tab, median',
    measured: median(times),
    unit: 'ms',
    target: { limit: 500, direction: 'at most' },
    ratio: { value: median(times) / DEFAULT_MIN_BLOCK_MS, of: 'least block time' },
  },
  {
    what: 'submit to final in the sender tab, p95',
    measured: percentile(times, 0.95),
    unit: 'ms',
    target: { limit: 1_000, direction: 'at most' },
  },
  {
    what: 'blocks of an idle chain in a minute',
    measured: idleBlocks,
    unit: 'blocks',
    target: { limit: 3, direction: 'at most' },
  },
]);

async function heightOf(tab: Page): Promise<number> {
  return tab.evaluate(async () => {
    const { weft } = window as unknown as WeftWindow;
    return Number((await weft.status()).finalizedHeight);
  });
}
