import { parseArgs } from 'node:util';
import { saveKillingSeeds } from './killing-seeds.ts';
import { MUTANTS } from './mutants.ts';
import { runMutants } from './run-mutants.ts';

// `npm run simulate:mutants [-- --only words]`: each mistake, and what noticed it. `--save` keeps
// the seeds that did, for the next time.

const { values } = parseArgs({ options: { only: { type: 'string' }, save: { type: 'boolean' } } });
const chosen = MUTANTS.filter(({ name }) => !values.only || name.includes(values.only));
const startedAt = performance.now();
const verdicts = await runMutants(chosen, {
  onVerdict: ({ name, killedBy, seedsTried, ms }, seen) => {
    const by = killedBy ? `${killedBy.invariant} in seed ${killedBy.seed}` : 'SURVIVES';
    const others = seen.filter((failure) => failure !== killedBy);
    const kinds = [...new Set(others.map(({ invariant }) => invariant))].join(' ');
    console.log(`${by.padEnd(24)} ${name} (${seedsTried} seeds, ${ms} ms) ${kinds}`);
    if (killedBy) console.log(`${' '.repeat(25)}${killedBy.message}`);
  },
});
if (values.save) saveKillingSeeds(verdicts);
const survivors = verdicts.filter(({ killedBy }) => !killedBy);
const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
console.log(`${verdicts.length} mutants in ${seconds} s, ${survivors.length} survive`);
process.exitCode = survivors.length > 0 ? 1 : 0;
