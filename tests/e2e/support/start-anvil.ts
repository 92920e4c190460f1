import { join } from 'node:path';
import { ROOT_FOLDER } from './paths.ts';
import { type SpawnedProcess, spawnProcess } from './spawn-process.ts';

const READY_MS = 10_000;

/** A local Ethereum node on a free port. */
export async function startAnvil(): Promise<{ rpcUrl: string; process: SpawnedProcess }> {
  const { process, match } = await spawnProcess(
    join(ROOT_FOLDER, 'node_modules/.bin/anvil'),
    ['--port', '0', '--chain-id', '31337', '--hardfork', 'prague'],
    /Listening on (\S+)/,
    READY_MS,
  );
  return { rpcUrl: `http://${match[1]}`, process };
}
