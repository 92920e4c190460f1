import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { bundleMutant } from './bundle-mutant.ts';
import { readKillingSeeds } from './killing-seeds.ts';
import type { Failure, Mutant, Verdict } from './mutant.ts';
import type { MutantTask } from './mutant-worker.ts';
import { runParts } from './run-parts.ts';

export interface GateOptions {
  threads?: number;
  onVerdict?: (verdict: Verdict, seen: readonly Failure[]) => void;
}

/**
 * Runs every mutant over up to MAX_SEEDS seeds, until one notices it; those that a part's own test
 * has to notice, against that test.
 */
export async function runMutants(
  mutants: readonly Mutant[],
  { threads = availableParallelism(), onVerdict }: GateOptions = {},
): Promise<Verdict[]> {
  const verdicts = await runParts(mutants.filter(({ test }) => test !== undefined));
  for (const verdict of verdicts) onVerdict?.(verdict, []);
  const waiting = mutants.filter(({ test }) => test === undefined);
  const runThread = async () => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const startedAt = performance.now();
      const { seen, ...outcome } = await tryOut(mutant);
      const ms = Math.round(performance.now() - startedAt);
      const verdict = { name: mutant.name, ms, ...outcome };
      verdicts.push(verdict);
      onVerdict?.(verdict, seen);
    }
  };
  await Promise.all(Array.from({ length: threads }, runThread));
  return verdicts;
}

interface Outcome {
  killedBy: Failure | undefined;
  seedsTried: number;
  /** Failures of the wrong kind, too. */
  seen: readonly Failure[];
}

/** A thread that does not come back has lost itself in a loop, which no invariant may miss. */
async function tryOut(mutant: Mutant): Promise<Outcome> {
  const { name, first, liar, safetyMs = SAFETY_MS } = mutant;
  const seed = readKillingSeeds()[name];
  const others = SEEDS.filter((other) => other !== seed);
  const workerData: MutantTask = {
    seeds: seed === undefined ? others : [seed, ...others],
    safetyMs,
    ...(first !== undefined && { first }),
    ...(liar !== undefined && { liar }),
  };
  const worker = new Worker(await bundleMutant(mutant, WORKER), { workerData });
  const limit = setTimeout(() => void worker.terminate(), LIMIT_MS);
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => resolve({ killedBy: undefined, seedsTried: 0, seen: [] }));
    });
  } finally {
    clearTimeout(limit);
    await worker.terminate();
  }
}

const WORKER = 'tests/simulation/mutants/mutant-worker.ts';
const MAX_SEEDS = 256;
const SAFETY_MS = 30_000;
const LIMIT_MS = 300_000;

/** Every fiftieth seed has real signatures: slow, and no sharper. */
const SEEDS = Array.from({ length: MAX_SEEDS }, (_, seed) => seed).filter((s) => s % 50 !== 7);
