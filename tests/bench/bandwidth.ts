import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createChain } from '../../lib/chain/chain.ts';
import { hexFromBytes } from '../../lib/core/bytes.ts';
import { modules } from '../../lib/modules/index.ts';
import { jsonFromNetworkFile } from '../../lib/node/network-file.ts';
import { installKeccakWasm } from '../../lib/platform/signatures/keccak-wasm.ts';
import type { CountingNodesAnswer, CountingNodesRequest } from './support/counting-nodes.ts';
import { type Measurement, report } from './support/report.ts';
import { createSeedNetworkFile } from './support/seed-network-file.ts';
import { median } from './support/statistics.ts';
import { accountOfSecret, addressAt, createSender, secretAt } from './support/transfers.ts';

// What one validator of 21 and a node without a key send and receive, counted at the sockets of
// seeds that are connected each with each, while there is a block a second. One process each would
// be more than two processors can start.

const VALIDATORS = 21;
const MIN_BLOCK_MS = 1_000;
/** So often that each block has one. */
const TRANSFER_EVERY_MS = 500;
const WARM_UP_BLOCKS = 10;
const SETTLE_MS = 20_000;
const MEASURED_MS = 60_000;
const FIRST_PORT = 18_100;
const PROCESSES = 3;

await installKeccakWasm();
const folder = await mkdtemp(join('.weft', 'bench-bandwidth-'));
const secret = secretAt(0);
const { file, keyFiles } = await createSeedNetworkFile({
  folder,
  validators: VALIDATORS,
  firstPort: FIRST_PORT,
  minBlockMs: MIN_BLOCK_MS,
  rich: [accountOfSecret(secret)],
});
const networkFile = join(folder, 'network.json');
await writeFile(networkFile, jsonFromNetworkFile(file));
let sentCount = 0;
const sender = createSender(createChain(file.genesis, modules), secret);
const places = [...keyFiles, '-'].map((keyFile, index) => [
  `${FIRST_PORT + index}`,
  join(folder, `data-${index}`),
  keyFile,
]);
const processes = await Promise.all(
  Array.from({ length: PROCESSES }, (_, index) =>
    startNodes(places.filter((_, place) => place % PROCESSES === index).flat()),
  ),
);
await untilBlocks();
const busy = await countDuring(() => whileSending(MEASURED_MS));
await pause(SETTLE_MS);
const idle = await countDuring(() => pause(MEASURED_MS, 0));
for (const nodes of processes) await nodes.stop();
await rm(folder, { recursive: true });
report([
  { what: 'blocks while measured', measured: busy.blocks / busy.seconds, unit: 'a second' },
  { what: 'transfers in each', measured: busy.transfers / busy.blocks, unit: 'transfers' },
  { what: 'views without a block', measured: busy.missedViews, unit: 'views' },
  ...rowsOf('a block a second', ratesAtOneBlock()),
  ...rowsOf('idle', ratesOf(idle)),
]);

interface Traffic {
  sent: number;
  received: number;
}

interface Counted {
  seconds: number;
  blocks: number;
  transfers: number;
  missedViews: number;
  /** Per node, validators first. */
  traffic: Traffic[];
}

function ratesOf({ traffic, seconds }: Counted): Traffic[] {
  return traffic.map(({ sent, received }) => ({
    sent: sent / seconds,
    received: received / seconds,
  }));
}

/** A busy machine makes fewer blocks: what they cost beyond being idle, for one each second. */
function ratesAtOneBlock(): Traffic[] {
  const quiet = ratesOf(idle);
  return ratesOf(busy).map((rates, index) => {
    const { sent, received } = quiet[index] ?? { sent: 0, received: 0 };
    const secondsPerBlock = busy.seconds / busy.blocks;
    return {
      sent: sent + (rates.sent - sent) * secondsPerBlock,
      received: received + (rates.received - received) * secondsPerBlock,
    };
  });
}

function rowsOf(when: string, rates: readonly Traffic[]): Measurement[] {
  const full = rates.at(-1);
  return (['sent', 'received'] as const).flatMap((way) => {
    const each = rates.slice(0, VALIDATORS).map((bytes) => bytes[way]);
    return [
      { what: `${when}: ${way} by a validator, median`, measured: median(each) / 1_000 },
      { what: `${when}: ${way} by a validator, most`, measured: Math.max(...each) / 1_000 },
      {
        what: `${when}: ${way} by a node without a key`,
        measured: (full?.[way] ?? Number.NaN) / 1_000,
      },
    ].map((row) => ({ ...row, unit: 'kB/s' }));
  });
}

async function countDuring(work: () => Promise<number>): Promise<Counted> {
  const before = await countAll();
  const transfers = await work();
  const after = await countAll();
  return {
    seconds: (after.atMs - before.atMs) / 1_000,
    blocks: after.height - before.height,
    transfers,
    missedViews: after.missedViews - before.missedViews,
    traffic: after.traffic.map(({ sent, received }, index) => ({
      sent: sent - (before.traffic[index]?.sent ?? 0),
      received: received - (before.traffic[index]?.received ?? 0),
    })),
  };
}

/** The last place is that of the node without a key. */
async function countAll(): Promise<CountingNodesAnswer> {
  const answers = await Promise.all(processes.map((nodes) => nodes.ask({})));
  const traffic = places.map(
    (_, place) =>
      answers[place % PROCESSES]?.traffic[Math.floor(place / PROCESSES)] ?? {
        sent: 0,
        received: 0,
      },
  );
  return { ...(answers[0] as CountingNodesAnswer), traffic };
}

/** Connected, compiled and agreeing. */
async function untilBlocks(): Promise<void> {
  const { height } = await countAll();
  while ((await countAll()).height < height + WARM_UP_BLOCKS) await whileSending(1_000);
}

/** A node of each process in turn is handed the next transfer; how many there were. */
async function whileSending(durationMs: number): Promise<number> {
  const startMs = performance.now();
  const before = sentCount;
  while (performance.now() - startMs < durationMs) {
    const { bytes } = sender.transfer(addressAt(sentCount), Date.now());
    const nodes = processes[sentCount++ % PROCESSES];
    const everyMs = pause(TRANSFER_EVERY_MS);
    await nodes?.ask({ envelope: hexFromBytes(bytes) });
    await everyMs;
  }
  return sentCount - before;
}

interface CountingNodes {
  ask(request: CountingNodesRequest): Promise<CountingNodesAnswer>;
  stop(): Promise<void>;
}

async function startNodes(parameters: readonly string[]): Promise<CountingNodes> {
  const program = join(import.meta.dirname, 'support', 'counting-nodes.js');
  const child = fork(program, [networkFile, ...parameters]);
  process.once('exit', () => child.kill());
  await once(child, 'message');
  return {
    async ask(request) {
      child.send(request);
      const [answer] = await once(child, 'message');
      return answer;
    },
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
