import { beforeAll, describe, expect, it } from 'vitest';
import { configurationFromSeed } from './configuration.ts';
import { installFastKeccak } from './install-fast-keccak.ts';
import { type SimulationReport, simulate } from './simulation.ts';

// Safety while faults last, liveness after: the oracle and the simulation throw otherwise. A
// failing seed N is replayed with its trace by `npm run simulate -- --seed N`.

const SEEDS = Array.from({ length: 64 }, (_, seed) => seed);

beforeAll(installFastKeccak);

describe('random faults', () => {
  const reports: SimulationReport[] = [];

  it.each(SEEDS)('seed %i keeps its promises', (seed) => {
    reports.push(simulateSeed(seed));
  });

  it('had every kind of fault', () => {
    const total = (name: keyof SimulationReport['counters']) =>
      reports.reduce((sum, report) => sum + report.counters[name], 0);
    for (const name of NAMES) expect(total(name), name).toBeGreaterThan(0);
    expect(reports).toHaveLength(SEEDS.length);
  });

  it.each(SEEDS.filter((seed) => seed % 20 === 0))('seed %i repeats exactly', (seed) => {
    expect(simulateSeed(seed).traceHash).toBe(reports[seed]?.traceHash);
  });
});

function simulateSeed(seed: number): SimulationReport {
  try {
    return simulate(configurationFromSeed(seed));
  } catch (thrown) {
    console.error(`replay with: npm run simulate -- --seed ${seed}`);
    throw thrown;
  }
}

const NAMES = [
  'nullifications',
  'crashes',
  'restarts',
  'losses',
  'freezes',
  'cuts',
  'lost',
  'duplicated',
] as const;
