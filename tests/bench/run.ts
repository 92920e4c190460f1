import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { WeftError } from '../../lib/core/errors.ts';
import { isReached, type Measurement, measurementsFrom } from './support/report.ts';

// Runs benches one after the other, each in a process of its own, and prints what they measured.
// Names as arguments choose; without any, all run. Ends with 1 when a target is missed.

const BENCHES = [
  'sizes',
  'replay',
  'replay-browser',
  'finality',
  'four-tabs',
  'join',
  'memory',
  'agreement',
  'validator-cpu',
  'messages',
  'bandwidth',
  'units',
  'coins',
  'bridge',
  'nfts',
  'ask',
  'ask-latency',
  'ask-throughput',
  'lighthouse',
];
const FOLDER = join('.weft', 'bench');

mkdirSync(FOLDER, { recursive: true });
const asked = process.argv.slice(2);
const chosen = BENCHES.filter((name) => asked.length === 0 || asked.includes(name));
if (chosen.length < asked.length) {
  throw new WeftError('bench/unknown', `choose from: ${BENCHES.join(', ')}`);
}
const measured: Measurement[] = [];
for (const name of chosen) measured.push(...(await run(name)));
const [processor] = cpus();
const machine = `${availableParallelism()} x ${processor?.model.trim()}, load ${loadavg()[0]}`;
process.stdout.write(`\n${machine}, Node.js ${process.version}\n`);
for (const row of measured) process.stdout.write(`${lineOf(row)}\n`);
writeFileSync(join(FOLDER, 'results.json'), JSON.stringify({ machine, measured }, undefined, 2));
process.exitCode = measured.every(isReached) ? 0 : 1;

/** A bench that fails has measured nothing, which is a miss. */
async function run(name: string): Promise<Measurement[]> {
  process.stdout.write(`${name} ...\n`);
  const program = join(import.meta.dirname, `${name}.js`);
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  await new Promise((resolve) => child.once('close', resolve));
  const target = { limit: 0, direction: 'at most' } as const;
  const failed = { what: `${name} ended without numbers`, measured: 1, unit: 'failure', target };
  return measurementsFrom(output) ?? [failed];
}

function lineOf(row: Measurement): string {
  const { target, ratio } = row;
  const verdict = target ? (isReached(row) ? 'pass' : 'MISS') : '';
  const cells = [
    verdict.padEnd(4),
    row.what.padEnd(62),
    `${rounded(row.measured)} ${row.unit}`.padStart(20),
    (target ? `${target.direction} ${target.limit}` : '').padStart(16),
    ratio ? `  ${rounded(ratio.value)} x ${ratio.of}` : '',
  ];
  return cells.join(' ').trimEnd();
}

function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
