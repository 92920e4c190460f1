import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { chromiumPath } from '../support/paths.ts';
import type {} from './page.ts';
import type { PlatformProbe } from './worker.ts';

// Runs the adapters where the product runs them: in a worker of a real browser.

const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

export interface PlatformHarness {
  browser: Browser;
  origin: string;
  close(): Promise<void>;
}

export async function startPlatformHarness(): Promise<PlatformHarness> {
  const scripts = await bundle();
  const server = createServer(({ url = '/' }, response) => {
    const script = scripts.get(url);
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(script ?? '<!doctype html><script type="module" src="/page.js"></script>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const executablePath = chromiumPath();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: SWITCHES,
  });
  return {
    browser,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Two pages of one context share an origin and its storage. */
export async function openPlatformPage(page: Page, { origin }: PlatformHarness): Promise<void> {
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => 'probe' in window);
}

/** Calls a function of the page's worker. */
export function probe<Name extends keyof PlatformProbe>(
  page: Page,
  name: Name,
  ...parameters: Parameters<PlatformProbe[Name]>
): Promise<Awaited<ReturnType<PlatformProbe[Name]>>> {
  return page.evaluate(([method, values]) => window.probe(method, values), [
    name,
    parameters,
  ] as const) as Promise<Awaited<ReturnType<PlatformProbe[Name]>>>;
}

async function bundle(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: {
      page: 'tests/e2e/platform/page.ts',
      worker: 'tests/e2e/platform/worker.ts',
      verify: 'workers/verify.worker.ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    outdir: '/',
  });
  return new Map(outputFiles.map(({ path, text }) => [path, text]));
}
