import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Verdict } from './mutant.ts';

/** Per mutant, the seed that noticed it last time. It is tried first, and need not be right. */
export function readKillingSeeds(): Record<string, number> {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};
}

export function saveKillingSeeds(verdicts: readonly Verdict[]): void {
  const seeds = readKillingSeeds();
  for (const { name, killedBy } of verdicts) {
    if (killedBy && killedBy.invariant !== 'part') seeds[name] = killedBy.seed;
  }
  const sorted = Object.fromEntries(Object.entries(seeds).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(FILE, `${JSON.stringify(sorted, undefined, 2)}\n`);
}

const FILE = 'tests/simulation/mutants/killing-seeds.json';
