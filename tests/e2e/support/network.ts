import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type NetworkFile, networkFileFromJson } from '../../../lib/node/network-file.ts';
import { WEFT_FOLDER } from './paths.ts';
import { createSeed, type Seed } from './seed.ts';
import { spawnProcess } from './spawn-process.ts';

/** What `npm start` runs, on ports and in a folder of its own. */
export interface Network {
  siteUrl: string;
  ethereumUrl: string;
  file: NetworkFile;
  /** In committee order. */
  seeds: Seed[];
  stop(): Promise<void>;
}

const READY_MS = 90_000;
const LOCAL_PROGRAM = join(WEFT_FOLDER, 'local.js');
/** Below the range from which the system hands out ports, one block of them per test process. */
const FIRST_PORT = 20_000;
const PORTS_PER_BLOCK = 50;
const PORT_BLOCKS = 250;

export async function startNetwork(folder: string): Promise<Network> {
  if (!existsSync(LOCAL_PROGRAM)) throw new Error('Nothing is built yet: npm run build');
  const basePort = FIRST_PORT + (process.pid % PORT_BLOCKS) * PORTS_PER_BLOCK;
  const ethereumPort = basePort + PORTS_PER_BLOCK - 2;
  const sitePort = basePort + PORTS_PER_BLOCK - 1;
  const { process: local } = await spawnProcess(
    process.execPath,
    [
      ...[LOCAL_PROGRAM, '--data', folder],
      ...['--base-port', `${basePort}`],
      ...['--ethereum-port', `${ethereumPort}`],
      ...['--site-port', `${sitePort}`],
    ],
    new RegExp(`https?://[^ ]+:${sitePort}`),
    READY_MS,
  );
  const siteUrl = `http://127.0.0.1:${sitePort}`;
  const file = networkFileFromJson(await (await fetch(`${siteUrl}/network.json`)).json());
  return {
    siteUrl,
    ethereumUrl: `http://127.0.0.1:${ethereumPort}`,
    file,
    seeds: file.seeds.map(({ name, http }) => createSeed({ name, http, parentId: local.pid })),
    stop: () => local.stop(),
  };
}
