import { parseArgs } from 'node:util';
import { installFastKeccak } from '../install-fast-keccak.ts';
import { runTwins, type TwinsTotal } from './run-twins.ts';
import { runTwinsCase } from './run-twins-case.ts';
import { countAllCases, sampledCase } from './sample-cases.ts';

// `npm run simulate:twins -- --cases N [--seed S] [--from F]` runs a sample of all cases, from its
// case F on; with `--case I` it runs one of them and shows it.

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '500' },
    seed: { type: 'string', default: '0' },
    from: { type: 'string', default: '0' },
    case: { type: 'string' },
    threads: { type: 'string' },
  },
});
const cases = Number(values.cases);
const seed = Number(values.seed);
const from = Number(values.from);
if (values.case === undefined) await runSample();
else await runOne(Number(values.case));

async function runSample(): Promise<void> {
  const startedAt = performance.now();
  const threads = values.threads ? { threads: Number(values.threads) } : {};
  const onProgress = (total: TwinsTotal) =>
    console.log(`${total.cases} cases, ${total.failures.length} failed`);
  const { counters, failures, simulatedMs } = await runTwins({
    cases,
    from,
    seed,
    ...threads,
    onProgress,
  });
  console.log(counters);
  for (const { index, error } of failures) {
    console.error(`case ${index}: ${error}`);
    const command = `--cases ${cases} --seed ${seed} --case ${index}`;
    console.error(`  npm run simulate:twins -- ${command}`);
  }
  const hours = (simulatedMs / 3_600_000).toFixed(1);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  console.log(`${cases - from} of ${countAllCases()} cases, ${failures.length} failed`);
  console.log(`${hours} simulated hours in ${seconds} s`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

async function runOne(index: number): Promise<void> {
  await installFastKeccak();
  const twins = sampledCase(index, cases, seed);
  console.log(JSON.stringify(twins, undefined, 2));
  console.log(runTwinsCase(twins));
}
