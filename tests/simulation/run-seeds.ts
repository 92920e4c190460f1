import { WeftError } from '../../lib/core/errors.ts';
import {
  configurationFromSeed,
  type SwarmOptions,
} from './configuration/configuration-from-seed.ts';
import { runSimulation } from './simulation.ts';

export interface SeedFailure {
  seed: number;
  code: string;
  message: string;
}

/** What some seeds came to, ready to be added up. */
export interface SeedsResult {
  seeds: number;
  simulatedMs: number;
  blocks: number;
  counters: Record<string, number>;
  failures: SeedFailure[];
}

/** Runs one seed; every REPEATED_EVERY-th a second time, which must do exactly the same. */
export async function runSeed(seed: number, options: SwarmOptions): Promise<SeedsResult> {
  const configuration = configurationFromSeed(seed, options);
  const result = { ...emptyResult(), seeds: 1 };
  try {
    const report = await runSimulation(configuration);
    result.simulatedMs = report.simulatedMs;
    result.blocks = Math.max(...report.finalizedHeights);
    result.counters = { ...report.counters };
    if (seed % REPEATED_EVERY === 0) {
      const { traceHash } = await runSimulation(configuration);
      if (traceHash !== report.traceHash) {
        result.failures.push({ seed, code: 'simulation/not-repeatable', message: 'two traces' });
      }
    }
  } catch (thrown) {
    const code = thrown instanceof WeftError ? thrown.code : 'unexpected';
    result.failures.push({ seed, code, message: String(thrown) });
  }
  return result;
}

export function addResults(a: SeedsResult, b: SeedsResult): SeedsResult {
  const counters = { ...a.counters };
  for (const [name, count] of Object.entries(b.counters)) {
    counters[name] = (counters[name] ?? 0) + count;
  }
  return {
    seeds: a.seeds + b.seeds,
    simulatedMs: a.simulatedMs + b.simulatedMs,
    blocks: a.blocks + b.blocks,
    counters,
    failures: [...a.failures, ...b.failures],
  };
}

export function emptyResult(): SeedsResult {
  return { seeds: 0, simulatedMs: 0, blocks: 0, counters: {}, failures: [] };
}

const REPEATED_EVERY = 20;
