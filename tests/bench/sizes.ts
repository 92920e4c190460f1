import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { startLocalSystem } from './support/local-system.ts';
import { report } from './support/report.ts';
import { launchChromium, untilJoined } from './support/tab.ts';

// The scripts a browser really fetches on a first visit, compressed as a web server would.

const system = await startLocalSystem({ minBlockMs: 500 });
const browser = await launchChromium();
const page = await browser.newPage();
await page.goto(`${system.siteUrl}/`);
await untilJoined(page, 0n);
const workers = await scriptsOfWorkers(page);
const nodeScripts = workers.get('weft node') ?? [];
const verifyScripts = workers.get('weft verify') ?? [];
const ofWorkers = new Set([...nodeScripts, ...verifyScripts]);
const pageScripts = (await scriptsOf(page)).filter((url) => !ofWorkers.has(url));
const [pageKb, nodeKb, verifyKb] = await Promise.all(
  [pageScripts, nodeScripts, verifyScripts].map(gzipKilobytes),
);
await browser.close();
await system.stop();

report([
  {
    what: 'JavaScript of the first page, gzip',
    measured: pageKb ?? Number.NaN,
    unit: 'kB',
    target: { limit: 250, direction: 'at most' },
  },
  {
    what: 'node worker, gzip',
    measured: nodeKb ?? Number.NaN,
    unit: 'kB',
    target: { limit: 450, direction: 'at most' },
  },
  { what: 'verify worker, gzip', measured: verifyKb ?? Number.NaN, unit: 'kB' },
]);

/** By the name of the worker; a worker's own loader is among its scripts. */
async function scriptsOfWorkers(tab: Page): Promise<Map<string, string[]>> {
  const scripts = new Map<string, string[]>();
  for (const worker of tab.workers()) {
    const name = await worker.evaluate(() => self.name);
    scripts.set(name, [withoutHash(worker.url()), ...(await scriptsOf(worker))]);
  }
  return scripts;
}

async function scriptsOf(place: Pick<Page, 'evaluate'>): Promise<string[]> {
  const urls = await place.evaluate(() =>
    performance.getEntriesByType('resource').map((entry) => entry.name),
  );
  return [...new Set(urls.map(withoutHash).filter((url) => /\.(js|wasm)(\?|$)/.test(url)))];
}

async function gzipKilobytes(urls: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    urls.map(async (url) => {
      const body = await (await fetch(url)).arrayBuffer();
      return gzipSync(new Uint8Array(body)).length;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1_000;
}

function withoutHash(url: string): string {
  return url.split('#')[0] ?? url;
}
