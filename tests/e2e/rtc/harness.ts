import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { freePort } from '../../compliance/free-port.ts';

// Builds and serves the pages of the WebRTC tests, and starts the seeds they join.

const OUT = '.weft/rtc-tests';
const HERE = 'tests/e2e/rtc';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

export interface Harness {
  browser: Browser;
  url: string;
  close(): Promise<void>;
}

export async function startHarness(): Promise<Harness> {
  const shared = { bundle: true, format: 'esm', target: 'es2022', outdir: OUT } as const;
  await Promise.all([
    build({ ...shared, entryPoints: [`${HERE}/page.ts`, `${HERE}/worker.ts`] }),
    build({
      ...shared,
      entryPoints: [`${HERE}/seed.ts`],
      platform: 'node',
      packages: 'external',
      outExtension: { '.js': '.mjs' },
    }),
  ]);
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    if (pathname === '/') {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><script type="module" src="/page.js"></script>');
    } else {
      const body = await readFile(`${OUT}${pathname}`).catch(() => undefined);
      response.statusCode = body === undefined ? 404 : 200;
      response.setHeader('content-type', 'text/javascript');
      response.end(body);
    }
  });
  const port = await listen(server);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  return {
    browser,
    url: `http://127.0.0.1:${port}/`,
    async close() {
      await browser.close();
      server.close();
    },
  };
}

export interface Seed {
  websocket: string;
  kill(): void;
}

export async function startSeed(chainId: string): Promise<Seed> {
  const args = [`${OUT}/seed.mjs`, chainId, String(await freePort())];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const addresses: string[] = JSON.parse(await firstLine(child));
  const websocket = addresses.find((address) => address.includes('/ws/')) ?? '';
  return { websocket, kill: () => void child.kill('SIGKILL') };
}

/** A page in its own profile. */
export async function openPage(harness: Harness, options: { bridge?: boolean }): Promise<Page> {
  const context = await harness.browser.newContext();
  const page = await context.newPage();
  await page.goto(options.bridge === true ? `${harness.url}?bridge` : harness.url);
  await page.waitForFunction('window.call !== undefined');
  return page;
}

/** Calls a method of the page's worker. */
export function call<T>(page: Page, method: string, ...args: unknown[]): Promise<T> {
  const run = ([name, values]: [string, unknown[]]): Promise<unknown> =>
    window.call(name, ...values);
  return page.evaluate(run, [method, args] as [string, unknown[]]) as Promise<T>;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text);
    });
    child.once('exit', (code) => reject(new DOMException(`seed ended with ${code}`)));
  });
}
