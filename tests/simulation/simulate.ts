import { parseArgs } from 'node:util';
import { configurationFromSeed } from './configuration.ts';
import { installFastKeccak } from './install-fast-keccak.ts';
import { simulate } from './simulation.ts';

// Command line of the simulator: `npm run simulate -- --seeds 100`. `--seed N` runs one seed and
// prints its configuration and trace. `--minutes` is how long faults last, in simulated time.

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '64' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string' },
    minutes: { type: 'string', default: '1' },
  },
});

await installFastKeccak();
const safetyMs = Number(values.minutes) * 60_000;
const isFine = values.seed === undefined ? runMany() : runOne(Number(values.seed));
process.exitCode = isFine ? 0 : 1;

function runOne(seed: number): boolean {
  const configuration = configurationFromSeed(seed, safetyMs);
  const text = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);
  console.log(JSON.stringify(configuration, text, 2));
  try {
    console.log(simulate(configuration, { onLine: (line) => console.log(line) }));
    return true;
  } catch (thrown) {
    console.error(thrown);
    return false;
  }
}

function runMany(): boolean {
  const from = Number(values.from);
  const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => from + i);
  const startedAt = performance.now();
  let simulatedMs = 0;
  const failed = seeds.filter((seed) => {
    try {
      simulatedMs += simulate(configurationFromSeed(seed, safetyMs)).simulatedMs;
      return false;
    } catch (thrown) {
      console.error(`seed ${seed} fails: ${thrown}`);
      console.error(`  replay with --seed ${seed} --minutes ${values.minutes}`);
      return true;
    }
  });
  const speed = simulatedMs / (performance.now() - startedAt);
  console.log(`${seeds.length} seeds, ${failed.length} failed, ${speed.toFixed(0)} x real time`);
  return failed.length === 0;
}
