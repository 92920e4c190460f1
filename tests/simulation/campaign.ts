import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SwarmOptions } from './configuration/configuration-from-seed.ts';
import { addResults, emptyResult, type SeedsResult } from './run-seeds.ts';

export interface CampaignOptions extends SwarmOptions {
  seeds: number;
  from: number;
  /** The bundle of `campaign-worker.ts`. */
  workerFile: string;
  threads?: number;
  /** Called after each seed. */
  onSeed?: (result: SeedsResult) => void;
}

/** Runs seeds on all cores. Each thread takes the next seed when it is done with one. */
export async function runCampaign(options: CampaignOptions): Promise<SeedsResult> {
  const { seeds, from, workerFile, threads = availableParallelism(), onSeed, ...swarm } = options;
  let next = from;
  let total = emptyResult();
  const runThread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(workerFile, { workerData: swarm });
      const give = () => {
        if (next < from + seeds) worker.postMessage(next++);
        else void worker.terminate().then(() => resolve());
      };
      worker.on('error', reject);
      worker.on('message', (result: SeedsResult | 'ready') => {
        if (result !== 'ready') {
          total = addResults(total, result);
          onSeed?.(result);
        }
        give();
      });
    });
  await Promise.all(Array.from({ length: Math.min(threads, seeds) }, runThread));
  return total;
}
