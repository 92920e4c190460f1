import { parentPort, workerData } from 'node:worker_threads';
import { installFastKeccak } from './install-fast-keccak.ts';
import { runSeed } from './run-seeds.ts';

// One thread of a campaign: a seed comes in, its result goes out.

await installFastKeccak();
parentPort?.on('message', async (seed: number) => {
  parentPort?.postMessage(await runSeed(seed, workerData));
});
parentPort?.postMessage('ready');
