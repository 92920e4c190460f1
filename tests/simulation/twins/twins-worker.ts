import { parentPort, workerData } from 'node:worker_threads';
import { installFastKeccak } from '../install-fast-keccak.ts';
import { runTwinsCase, type TwinsReport } from './run-twins-case.ts';
import { sampledCase } from './sample-cases.ts';

// One thread of a campaign: a number of a case comes in, what became of it goes out.

export interface TwinsOutcome {
  index: number;
  report?: TwinsReport;
  error?: string;
}

await installFastKeccak();
const { cases, seed } = workerData as { cases: number; seed: number };
parentPort?.on('message', (index: number) => parentPort?.postMessage(outcomeOf(index)));
parentPort?.postMessage('ready');

function outcomeOf(index: number): TwinsOutcome {
  try {
    return { index, report: runTwinsCase(sampledCase(index, cases, seed)) };
  } catch (thrown) {
    return { index, error: String(thrown) };
  }
}
