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
const ofOtherPages = await scriptsOfOtherPages(page);
const firstScripts = pageScripts.filter((url) => !ofOtherPages.has(url));
const aheadScripts = pageScripts.filter((url) => ofOtherPages.has(url));
const [firstKb, aheadKb, nodeKb, verifyKb] = await Promise.all(
  [firstScripts, aheadScripts, nodeScripts, verifyScripts].map(gzipKilobytes),
);
await browser.close();
await system.stop();

report([
  {
    what: 'JavaScript of the first page, gzip',
    measured: firstKb ?? Number.NaN,
    unit: 'kB',
    target: { limit: 250, direction: 'at most' },
  },
  { what: 'fetched ahead for other pages, gzip', measured: aheadKb ?? Number.NaN, unit: 'kB' },
  {
    what: 'node worker, gzip',
    measured: nodeKb ?? Number.NaN,
    unit: 'kB',
    target: { limit: 450, direction: 'at most' },
  },
  { what: 'verify worker, gzip', measured: verifyKb ?? Number.NaN, unit: 'kB' },
]);

/** What only the pages need that the first one links to; the browser fetches it when it is idle. */
async function scriptsOfOtherPages(tab: Page): Promise<Set<string>> {
  const links = await tab
    .locator('nav a')
    .evaluateAll((anchors) => anchors.map((anchor) => (anchor as HTMLAnchorElement).href));
  const [own, ...others] = await Promise.all([tab.url(), ...links].map(scriptsNamedBy));
  return new Set(others.flat().filter((url) => !own?.includes(url)));
}

async function scriptsNamedBy(pageUrl: string): Promise<string[]> {
  const html = await (await fetch(pageUrl)).text();
  return [...html.matchAll(/src="([^"]+\.js)"/g)].map(
    ([, path]) => `${new URL(path ?? '', pageUrl)}`,
  );
}

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
