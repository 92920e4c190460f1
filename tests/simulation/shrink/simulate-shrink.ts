import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Configuration } from '../configuration/configuration.ts';
import { installFastKeccak } from '../install-fast-keccak.ts';
import { invariantOf } from './invariant-of.ts';
import { saveRegression } from './regression.ts';
import { shrinkConfiguration } from './shrink-configuration.ts';

// `npm run simulate:shrink -- --file failure.json --name words-of-it --mistake "what was wrong"`
// cuts a saved failure down and keeps it as a regression.

const { values } = parseArgs({
  options: {
    file: { type: 'string', default: '' },
    name: { type: 'string', default: 'unnamed' },
    mistake: { type: 'string', default: '' },
  },
});
const configuration: Configuration = JSON.parse(readFileSync(values.file, 'utf8'));
await installFastKeccak();
const invariant = await invariantOf(configuration);
if (invariant === undefined) {
  console.error('nothing fails');
  process.exitCode = 1;
} else {
  const fails = async (smaller: Configuration) => (await invariantOf(smaller)) === invariant;
  const smallest = await shrinkConfiguration(configuration, { fails });
  const { name, mistake } = values;
  console.log(saveRegression({ name, invariant, mistake, configuration: smallest }));
}
