import { Worker } from 'node:worker_threads';
import { bundleMutant } from '../mutants/bundle-mutant.ts';
import type { Mutant } from '../mutants/mutant.ts';
import type { ShrinkOutcome, ShrinkTask } from './shrink-worker.ts';

/** Cuts down a seed that notices a mistake; undefined if none of these does. */
export async function shrinkMutant(
  mutant: Mutant,
  task: ShrinkTask,
): Promise<ShrinkOutcome | undefined> {
  const file = await bundleMutant(mutant, 'tests/simulation/shrink/shrink-worker.ts');
  const worker = new Worker(file, { workerData: task });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
