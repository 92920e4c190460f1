import { expect, type Page, test } from '@playwright/test';
import type { PeerInfo } from '../../lib/node/ports.ts';
import type { SelectedPair } from '../../lib/platform/browser/rtc-selected-pairs.ts';
import { call, type Harness, openPage, type Seed, startHarness, startSeed } from './rtc/harness.ts';

const CHAIN = 'rtc-00000000';
/** More of them: `npm run test:e2e:long`. */
const DIALS = process.env.LONG ? 30 : 10;
const SOON = { timeout: 15_000, intervals: [50] };
let harness: Harness;
let seed: Seed;

test.beforeAll(async () => {
  harness = await startHarness();
});
test.beforeEach(async () => {
  seed = await startSeed(CHAIN);
});
test.afterEach(async () => {
  seed.kill();
  for (const context of harness.browser.contexts()) await context.close();
});
test.afterAll(async () => {
  await harness.close();
});

for (const mode of ['transferred', 'bridged'] as const) {
  test.describe(`WebRTC in a worker, channels ${mode}`, () => {
    const open = (): Promise<Page> => openPage(harness, { bridge: mode === 'bridged' });

    test('two tabs meet, leave their websockets, and go on without the seed', async () => {
      const [a, b] = await Promise.all([open(), open()]);
      const startedMs = Date.now();
      const [, idB] = await Promise.all([join(a), join(b)]);
      await expect.poll(() => transportTo(a, idB), SOON).toBe('webrtc');
      const meetMs = Date.now() - startedMs;
      expect(await a.evaluate(() => window.broker.isBridging())).toBe(mode === 'bridged');

      for (const page of [a, b]) {
        await expect.poll(() => seedTransport(page), SOON).toBe('webrtc-direct');
        await expect.poll(() => call(page, 'openSockets'), SOON).toBe(0);
      }
      // The relay is reserved anew over WebRTC, so that others still find these tabs.
      for (const page of [a, b]) {
        await expect.poll(() => dialableAddresses(page), SOON).toBeGreaterThan(0);
      }
      await expectTraffic(a, b, idB);
      await call(a, 'publish', 30, 256);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const heardMs = (await call<number[]>(b, 'heard')).sort((x, y) => x - y);
      measured(`gossip p50 ${heardMs[heardMs.length >> 1]?.toFixed(1)} ms of ${heardMs.length}`);

      const pairs: SelectedPair[] = await a.evaluate(() => window.broker.selectedPairs());
      expect(pairs.length).toBeGreaterThanOrEqual(2);
      for (const pair of pairs) {
        expect(['host', 'prflx', 'srflx']).toContain(pair.remoteType);
        expect(pair.bytesSent).toBeGreaterThan(0);
      }

      seed.kill();
      await expectTraffic(a, b, idB);
      const echoMs = await call<number[]>(a, 'echo', idB, 8, 64);
      measured(`meet ${meetMs} ms, echo p50 ${echoMs[4]?.toFixed(1)} ms`);
    });

    test('dials in a row connect, none hangs', async () => {
      const [a, b] = await Promise.all([open(), open()]);
      const target = await call<string[]>(b, 'openDialTarget', CHAIN, seed.websocket);
      // A busy page delivers what happened in between all at once, which is when dials hang.
      await a.evaluate(() => void setInterval(() => window.busy(100), 150));
      const timesMs = await call<number[]>(a, 'dialRounds', CHAIN, seed.websocket, target, DIALS);
      expect(timesMs.at(-1)).toBeLessThan(5_000);
      const [p50, worst] = [timesMs[DIALS / 2], timesMs.at(-1)];
      measured(`dial p50 ${p50?.toFixed(0)} ms, worst ${worst?.toFixed(0)} ms`);
    });

    test('a closed tab is missed within a second', async () => {
      const [a, b] = await Promise.all([open(), open()]);
      const [, idB] = await Promise.all([join(a), join(b)]);
      await expect.poll(() => transportTo(a, idB), SOON).toBe('webrtc');
      const closedMs = Date.now();
      await b.close();
      const lost = (): Promise<{ peer: string; atMs: number }[]> => call(a, 'disconnects');
      await expect.poll(async () => (await lost()).map(({ peer }) => peer)).toContain(idB);
      const atMs = (await lost()).find(({ peer }) => peer === idB)?.atMs ?? Infinity;
      expect(atMs - closedMs).toBeLessThan(1_000);
      measured(`missed after ${(atMs - closedMs).toFixed(0)} ms`);
    });
  });
}

/** Kept with the result of the test, for the record. */
function measured(description: string): void {
  test.info().annotations.push({ type: 'measured', description });
}

async function join(page: Page): Promise<string> {
  return call<string>(page, 'start', CHAIN, [seed.websocket]);
}

async function transportTo(page: Page, id: string): Promise<string | undefined> {
  const peers = await call<PeerInfo[]>(page, 'peers');
  return peers.find((peer) => peer.id === id)?.transport;
}

async function seedTransport(page: Page): Promise<string | undefined> {
  const peers = await call<PeerInfo[]>(page, 'peers');
  return peers.find((peer) => peer.seed)?.transport;
}

async function dialableAddresses(page: Page): Promise<number> {
  const addresses = await call<string[]>(page, 'addresses');
  return addresses.filter((address) => address.includes('/webrtc/')).length;
}

async function expectTraffic(a: Page, b: Page, idB: string): Promise<void> {
  await call(b, 'heard');
  await call(a, 'publish', 10, 256);
  await expect.poll(async () => (await call<number[]>(b, 'heard')).length).toBeGreaterThan(0);
  expect((await call<number[]>(a, 'echo', idB, 1, 50_000)).length).toBe(1);
}
