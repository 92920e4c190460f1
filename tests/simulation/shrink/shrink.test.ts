import { beforeAll, describe, expect, it } from 'vitest';
import type { Configuration } from '../configuration/configuration.ts';
import { configurationFromSeed } from '../configuration/configuration-from-seed.ts';
import { installFastKeccak } from '../install-fast-keccak.ts';
import { readKillingSeeds } from '../mutants/killing-seeds.ts';
import { MUTANTS } from '../mutants/mutants.ts';
import { invariantOf } from './invariant-of.ts';
import { readRegressions } from './regression.ts';
import { shrinkMutant } from './shrink-mutant.ts';
import { isSound, withoutValidator } from './without-validator.ts';

/** One of ten: `configurationFromSeed` says which. */
const STAKED_SEED = 3;

beforeAll(installFastKeccak);

describe('a failure', () => {
  it('is cut down to what it needs', { timeout: 300_000 }, async () => {
    const mutant = MUTANTS.find(({ name }) => name === 'voteFinalize: after nullify');
    const known = mutant && readKillingSeeds()[mutant.name];
    const seeds = [...(known === undefined ? [] : [known]), ...Array(64).keys()];
    const task = { seeds, safetyMs: 30_000, invariant: 'I2' };
    const outcome = mutant && (await shrinkMutant(mutant, task));
    if (!outcome) expect.unreachable('some seed notices the mistake');
    const { before, after } = outcome;
    expect(countParts(after)).toBeLessThan(countParts(before) / 2);
    expect(after.safetyMs).toBeLessThanOrEqual(before.safetyMs);
    expect(isSound(after)).toBe(true);
    // The mistake is what fails, not the smaller configuration.
    expect(await invariantOf(after)).toBeUndefined();
  });

  it('of the chain as it ships can be tried again like any other', async () => {
    const configuration = configurationFromSeed(STAKED_SEED, { safetyMs: 10_000 });
    expect(configuration.ledger).toBe('staked');
    expect(await invariantOf(configuration)).toBeUndefined();
  });
});

describe('a validator', () => {
  it('can be taken out, and the others move up', () => {
    const configuration = configurationFromSeed(5, { safetyMs: 30_000, nodes: 7 });
    const smaller = withoutValidator(configuration, 3);
    expect(smaller.committees.map((powers) => powers.length)).toEqual(
      configuration.committees.map(() => 6),
    );
    expect(smaller.core).toEqual(
      configuration.core.filter((node) => node !== 3).map((node) => (node > 3 ? node - 1 : node)),
    );
  });
});

describe('what went wrong once', () => {
  it.each(readRegressions())('does so no more: $name', async ({ configuration }) => {
    expect(isSound(configuration)).toBe(true);
    expect(await invariantOf(configuration)).toBeUndefined();
  });
});

/** What can be taken out of a configuration. */
function countParts(configuration: Configuration): number {
  const { faults, workload, byzantine, outsiders, ethereum, clocks } = configuration;
  const lists = [faults, workload, byzantine, outsiders, ethereum?.events ?? [], clocks];
  return lists.reduce((sum, list) => sum + list.length, 0);
}
