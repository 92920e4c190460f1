import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { bundleForNode } from '../../support/bundle-for-node.ts';
import type { TwinsOutcome } from './twins-worker.ts';

const WORKER = 'tests/simulation/twins/twins-worker.ts';

export interface TwinsOptions {
  cases: number;
  /** The first of them to run. */
  from?: number;
  seed?: number;
  threads?: number;
  /** Called after every thousand cases. */
  onProgress?: (total: TwinsTotal) => void;
}

export interface TwinsTotal {
  cases: number;
  simulatedMs: number;
  counters: Record<string, number>;
  failures: { index: number; error: string }[];
}

/** Runs a sample of all cases, on all cores. */
export async function runTwins({
  cases,
  from = 0,
  seed = 0,
  threads = availableParallelism(),
  onProgress,
}: TwinsOptions): Promise<TwinsTotal> {
  const outfile = await bundleForNode(WORKER, '.weft/simulation/twins-worker.js');
  const total: TwinsTotal = { cases: 0, simulatedMs: 0, counters: {}, failures: [] };
  let next = from;
  const runThread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(outfile, { workerData: { cases, seed } });
      worker.on('error', reject);
      worker.on('message', (outcome: TwinsOutcome | 'ready') => {
        if (outcome !== 'ready') add(total, outcome);
        if (outcome !== 'ready' && total.cases % 1_000 === 0) onProgress?.(total);
        if (next < cases) worker.postMessage(next++);
        else void worker.terminate().then(() => resolve());
      });
    });
  await Promise.all(Array.from({ length: Math.min(threads, cases - from) }, runThread));
  return total;
}

function add(total: TwinsTotal, { index, report, error }: TwinsOutcome): void {
  total.cases++;
  if (error !== undefined) total.failures.push({ index, error });
  if (!report) return;
  total.simulatedMs += report.simulatedMs;
  for (const [name, count] of Object.entries(report.counters)) {
    total.counters[name] = (total.counters[name] ?? 0) + count;
  }
}
