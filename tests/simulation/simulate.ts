import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bundleCampaignWorker } from './bundle.ts';
import { runCampaign } from './campaign.ts';
import type { Configuration } from './configuration/configuration.ts';
import { configurationFromSeed } from './configuration/configuration-from-seed.ts';
import { missingFrom } from './counters.ts';
import { installFastKeccak } from './install-fast-keccak.ts';
import type { SeedFailure } from './run-seeds.ts';
import { runSimulation } from './simulation.ts';

// Command line of the simulator: `npm run simulate -- --seeds N --from S` runs many seeds on all
// cores; `--seed S` runs one and prints its configuration, its trace and what came of it; `--file`
// does the same with a configuration that was saved, and perhaps cut down, as JSON.

const FAILURES = '.weft/simulation/failures';
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '256' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string' },
    file: { type: 'string' },
    minutes: { type: 'string', default: '10' },
    nodes: { type: 'string' },
    threads: { type: 'string' },
  },
});

const swarm = {
  safetyMs: Number(values.minutes) * 60_000,
  ...(values.nodes && { nodes: Number(values.nodes) }),
};
process.exitCode = (await run()) ? 0 : 1;

async function run(): Promise<boolean> {
  if (values.file !== undefined) return runOne(JSON.parse(readFileSync(values.file, 'utf8')));
  if (values.seed === undefined) return runMany();
  return runOne(configurationFromSeed(Number(values.seed), swarm));
}

async function runOne(configuration: Configuration): Promise<boolean> {
  await installFastKeccak();
  console.log(JSON.stringify(configuration, undefined, 2));
  try {
    const { finalityMs, ...report } = await runSimulation(configuration, { onLine: console.log });
    console.log({ ...report, finalityMs: `${finalityMs.length} samples` });
    return true;
  } catch (thrown) {
    console.error(thrown);
    return false;
  }
}

async function runMany(): Promise<boolean> {
  const startedAt = performance.now();
  const total = await runCampaign({
    ...swarm,
    seeds: Number(values.seeds),
    from: Number(values.from),
    workerFile: await bundleCampaignWorker(),
    ...(values.threads && { threads: Number(values.threads) }),
    onSeed: ({ failures }) => failures.forEach(printFailure),
  });
  const wallMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage();
  const missing = missingFrom(total.counters, swarm.nodes);
  const hours = (total.simulatedMs / 3_600_000).toFixed(1);
  const speed = (total.simulatedMs / wallMs).toFixed(0);
  const speedPerCore = (total.simulatedMs / ((user + system) / 1_000)).toFixed(0);
  console.log(total.counters);
  console.log(`${total.seeds} seeds, ${total.failures.length} failed, ${total.blocks} blocks`);
  console.log(`${hours} simulated hours in ${(wallMs / 1_000).toFixed(0)} s`);
  console.log(`${speed} times real time, ${speedPerCore} for each core`);
  if (missing.length > 0) console.error(`never happened: ${missing.join(', ')}`);
  return total.failures.length === 0 && missing.length === 0;
}

function printFailure({ seed, message }: SeedFailure): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const nodes = values.nodes ? ` --nodes ${values.nodes}` : '';
  console.error(`seed ${seed} at commit ${commit}: ${message}`);
  console.error(`  npm run simulate -- --seed ${seed} --minutes ${values.minutes}${nodes}`);
  mkdirSync(FAILURES, { recursive: true });
  const file = `${FAILURES}/seed-${seed}.json`;
  writeFileSync(file, JSON.stringify(configurationFromSeed(seed, swarm), undefined, 2));
  console.error(`  npm run simulate -- --file ${file}`);
}
