import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { WeftError } from '../../lib/core/errors.ts';
import { jsonFromNetworkFile } from '../../lib/node/network-file.ts';
import { installKeccakWasm } from '../../lib/platform/signatures/keccak-wasm.ts';
import type {} from './browser/page.ts';
import { forgeRecording } from './support/forge-recording.ts';
import { bytesFromRecording } from './support/recording.ts';
import { REPLAY_LOAD, type Replayed } from './support/replay-load.ts';
import { reportReplay } from './support/report-replay.ts';
import { launchChromium } from './support/tab.ts';

// The same chain, followed in a worker of Chromium.

const RUNS = 3;

await installKeccakWasm();
const { file, recording } = await forgeRecording(REPLAY_LOAD);
const files = await bundle();
files.set('/network.json', jsonFromNetworkFile(file));
files.set('/recording', bytesFromRecording(recording));
const server = await serve(files);
const { port } = server.address() as AddressInfo;
const browser = await launchChromium();
const runs: Replayed[] = [];
for (let run = 0; run < RUNS; run++) runs.push(await replayOnce());
await browser.close();
server.closeAllConnections();
server.close();
reportReplay('Chromium worker, IndexedDB', runs);

async function replayOnce(): Promise<Replayed> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForFunction(() => 'replay' in window);
  const result = await page.evaluate(() => window.replay());
  await context.close();
  if ('code' in result) throw WeftError.fromObject(result);
  return result;
}

async function bundle(): Promise<Map<string, string | Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: {
      page: 'tests/bench/browser/page.ts',
      worker: 'tests/bench/browser/worker.ts',
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

async function serve(content: ReadonlyMap<string, string | Uint8Array>): Promise<Server> {
  const server = createServer(({ url = '/' }, response) => {
    const found = content.get(url);
    const isScript = url.endsWith('.js');
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(found ?? '<!doctype html><script type="module" src="/page.js"></script>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
