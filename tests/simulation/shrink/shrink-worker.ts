import { parentPort, workerData } from 'node:worker_threads';
import type { Configuration } from '../configuration/configuration.ts';
import { configurationFromSeed } from '../configuration/configuration-from-seed.ts';
import { installFastKeccak } from '../install-fast-keccak.ts';
import { invariantOf } from './invariant-of.ts';
import { shrinkConfiguration } from './shrink-configuration.ts';

// Bundled with a mistake in the source: finds a seed that notices it, and cuts it down.

export interface ShrinkTask {
  seeds: readonly number[];
  safetyMs: number;
  invariant: string;
}

export interface ShrinkOutcome {
  before: Configuration;
  after: Configuration;
}

await installFastKeccak();
const { seeds, safetyMs, invariant } = workerData as ShrinkTask;
const fails = async (configuration: Configuration) =>
  (await invariantOf(configuration)) === invariant;
parentPort?.postMessage((await outcomeOf()) satisfies ShrinkOutcome | undefined);

async function outcomeOf(): Promise<ShrinkOutcome | undefined> {
  for (const seed of seeds) {
    const before = configurationFromSeed(seed, { safetyMs });
    if (await fails(before)) return { before, after: await shrinkConfiguration(before, { fails }) };
  }
  return undefined;
}
