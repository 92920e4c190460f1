import { parentPort, workerData } from 'node:worker_threads';
import { WeftError } from '../../../lib/core/errors.ts';
import type { Behaviour } from '../byzantine/behaviours.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { configurationFromSeed } from '../configuration/configuration-from-seed.ts';
import { installFastKeccak } from '../install-fast-keccak.ts';
import { runSimulation } from '../simulation.ts';
import type { Failure } from './mutant.ts';

// One mutant, bundled with the simulator: runs seeds until one fails as it should.

export interface MutantTask {
  seeds: readonly number[];
  safetyMs: number;
  first?: string;
  liar?: Behaviour;
}

await installFastKeccak();
const { seeds, safetyMs, first, liar } = workerData as MutantTask;
parentPort?.postMessage(await tryOut());

async function tryOut(): Promise<{
  killedBy: Failure | undefined;
  seedsTried: number;
  seen: Failure[];
}> {
  const seen: Failure[] = [];
  for (const [index, seed] of seeds.entries()) {
    const failure = await failureOf(seed);
    if (!failure) continue;
    seen.push(failure);
    if (failure.invariant === first || (!first && failure.invariant !== 'assertion')) {
      return { killedBy: failure, seedsTried: index + 1, seen };
    }
  }
  return { killedBy: undefined, seedsTried: seeds.length, seen };
}

async function failureOf(seed: number): Promise<Failure | undefined> {
  try {
    await runSimulation(withLiar(configurationFromSeed(seed, { safetyMs })));
    return undefined;
  } catch (thrown) {
    const { message } = thrown as Error;
    const invariant = thrown instanceof WeftError ? thrown.facts.invariant : undefined;
    return { seed, invariant: String(invariant ?? 'assertion'), message };
  }
}

function withLiar(configuration: Configuration): Configuration {
  if (!liar) return configuration;
  // Twins have processes of their own, which the rest of the configuration counts.
  const byzantine = configuration.byzantine.map(({ node, behaviour }) =>
    behaviour === 'twins' ? { node, behaviour } : { node, behaviour: liar },
  );
  return { ...configuration, byzantine };
}
