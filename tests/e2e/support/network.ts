import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { WeftError } from '../../../lib/core/errors.ts';
import { type NetworkFile, networkFileFromJson } from '../../../lib/node/network-file.ts';
import { WEFT_FOLDER } from './paths.ts';
import { childrenOf } from './processes.ts';
import { createSeed, type Seed } from './seed.ts';
import { spawnProcess } from './spawn-process.ts';

/** What `npm start` runs, on ports and in a folder of its own. */
export interface Network {
  folder: string;
  /** Where its ports begin, to start it again at the same addresses. */
  basePort: number;
  siteUrl: string;
  ethereumUrl: string;
  file: NetworkFile;
  /** In committee order. */
  seeds: Seed[];
  stop(): Promise<void>;
  /** Ends every process without warning, as when the power fails. */
  kill(): Promise<void>;
}

export interface NetworkOptions {
  epochMs?: number;
  /** That of a network that was stopped. */
  basePort?: number;
  /** In front of its Ethereum. */
  ethereumUrls?: readonly string[];
  /** One seed without a validator's key, instead of all. */
  relayOnly?: boolean;
  /** Questions and answers to begin with. */
  hasContent?: boolean;
}

/** What `npm start` has. */
export const EPOCH_MS = 60_000;
/** For tests that stop validators, which then stay in office. */
export const LONG_EPOCH_MS = 3_600_000;

const READY_MS = 90_000;
const DEPOSITS_MS = 30_000;
const LOCAL_PROGRAM = join(WEFT_FOLDER, 'local.js');
/** Below the range from which the system hands out ports. */
const FIRST_PORT = 20_000;
const PORTS_PER_BLOCK = 50;
const PORT_BLOCKS = 250;

export async function startNetwork(folder: string, options: NetworkOptions = {}): Promise<Network> {
  const { epochMs = EPOCH_MS, relayOnly = false, ethereumUrls = [], hasContent = false } = options;
  if (!existsSync(LOCAL_PROGRAM))
    throw new WeftError('tests/network', 'Nothing is built yet: npm run build');
  const basePort = options.basePort ?? (await freeBasePort());
  const ethereumPort = ethereumPortOf(basePort);
  const sitePort = basePort + PORTS_PER_BLOCK - 1;
  const { process: local } = await spawnProcess(
    process.execPath,
    [
      ...[LOCAL_PROGRAM, '--data', folder],
      ...(hasContent ? [] : ['--empty']),
      ...['--base-port', `${basePort}`],
      ...['--ethereum-port', `${ethereumPort}`],
      ...['--site-port', `${sitePort}`],
      ...['--epoch-ms', `${epochMs}`],
      ...(ethereumUrls.length > 0 ? ['--ethereum-urls', ethereumUrls.join(',')] : []),
      ...(relayOnly ? ['--relay-only'] : []),
    ],
    new RegExp(`https?://[^ ]+:${sitePort}`),
    READY_MS,
  );
  const siteUrl = `http://127.0.0.1:${sitePort}`;
  const file = networkFileFromJson(await (await fetch(`${siteUrl}/network.json`)).json());
  const seeds = file.validatorNames.map((name) => {
    const http = file.seeds.find((seed) => seed.name === name)?.http ?? '';
    return createSeed({ name, http, parentId: local.pid });
  });
  if (!relayOnly) await waitForDeposits(seeds);
  return {
    folder,
    basePort,
    siteUrl,
    ethereumUrl: ethereumUrlAt(basePort),
    file,
    seeds,
    stop: () => local.stop(),
    async kill() {
      for (const child of childrenOf(local.pid)) process.kill(child, 'SIGKILL');
      await local.stop('SIGKILL');
    },
  };
}

/** Where a network at these ports has its Ethereum. */
export function ethereumUrlAt(basePort: number): string {
  return `http://127.0.0.1:${ethereumPortOf(basePort)}`;
}

function ethereumPortOf(basePort: number): number {
  return basePort + PORTS_PER_BLOCK - 2;
}

/** Until the chain holds all that was deposited, so that accounts can spend. */
async function waitForDeposits([seed]: readonly Seed[]): Promise<void> {
  await expect(async () => {
    const { appliedCount, agreedCount, pendingEvents } = (await seed?.status())?.ethereum ?? {};
    expect(Number(appliedCount)).toBeGreaterThan(0);
    expect({ agreedCount, pendingEvents }).toEqual({ agreedCount: appliedCount, pendingEvents: 0 });
  }).toPass({ timeout: DEPOSITS_MS, intervals: [100] });
}

/** Several test processes may run beside each other: each begins to look at another place. */
export async function freeBasePort(): Promise<number> {
  for (let attempt = 0; attempt < PORT_BLOCKS; attempt++) {
    const first = FIRST_PORT + ((process.pid + attempt) % PORT_BLOCKS) * PORTS_PER_BLOCK;
    const ports = Array.from({ length: PORTS_PER_BLOCK }, (_, index) => first + index);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return first;
  }
  throw new WeftError('tests/network', 'No block of ports is free');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
