import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type NetworkFile, networkFileFromJson } from '../../../lib/node/network-file.ts';
import { spawnProcess } from '../../e2e/support/spawn-process.ts';

/** What `npm start` runs, in a folder of its own. */
export interface Local {
  siteUrl: string;
  file: NetworkFile;
  /** Of its Ethereum. */
  rpcUrl: string;
  stop(): Promise<void>;
}

const READY_MS = 120_000;

/** Its ports are the fifty from `basePort` on. */
export async function startLocal(name: string, basePort: number): Promise<Local> {
  const folder = await mkdtemp(join('.weft', `bench-${name}-`));
  const ports = { ethereum: basePort + 48, site: basePort + 49 };
  const siteUrl = `http://127.0.0.1:${ports.site}`;
  const rpcUrl = `http://127.0.0.1:${ports.ethereum}`;
  const { process: local } = await spawnProcess(
    process.execPath,
    [
      ...[join('.weft', 'local.js'), '--data', folder, '--base-port', `${basePort}`],
      ...['--ethereum-port', `${ports.ethereum}`, '--site-port', `${ports.site}`],
      '--empty',
    ],
    new RegExp(`https?://[^ ]+:${ports.site}`),
    READY_MS,
  );
  const file = networkFileFromJson(await (await fetch(`${siteUrl}/network.json`)).json());
  return {
    ...{ siteUrl, rpcUrl, file },
    async stop() {
      await local.stop();
      await rm(folder, { recursive: true });
    },
  };
}
