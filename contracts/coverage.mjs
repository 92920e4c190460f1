// Fails unless the unit and fuzz tests run every line and take every branch of contracts/src.
// forge reads sources a second time to place its counters, and finds packages inside the project
// only: so it works in a folder of its own, where node_modules stands beside the contracts.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const contracts = dirname(fileURLToPath(import.meta.url));
const root = join(contracts, '..');
const folder = join(root, '.weft', 'contracts', 'coverage');

prepare();
const sources = measure();
let isComplete = sources.length > 0;
for (const { path, lines, branches, missed } of sources) {
  process.stdout.write(`${path}: ${lines} lines, ${branches} branches\n`);
  for (const line of missed) process.stdout.write(`  never: ${path}:${line}\n`);
  isComplete &&= missed.length === 0;
}
if (!isComplete) process.exitCode = 1;

function prepare() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ['src', 'test', 'solc.mjs']) {
    cpSync(join(contracts, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const config = readFileSync(join(contracts, 'foundry.toml'), 'utf8');
  const here = config
    .replaceAll('../.weft/contracts/', '')
    .replaceAll('../node_modules', 'node_modules');
  writeFileSync(join(folder, 'foundry.toml'), here);
}

function measure() {
  const forge = join(root, 'node_modules', '.bin', 'forge');
  const options = ['coverage', '--report', 'lcov', '--no-match-path', 'test/invariant/*'];
  const { status, stdout } = spawnSync(forge, options, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) {
    process.stderr.write(stdout);
    process.exit(status ?? 1);
  }
  return readFileSync(join(folder, 'lcov.info'), 'utf8')
    .split('end_of_record\n')
    .filter((record) => record.includes('SF:src/'))
    .map(readRecord);
}

/** A file's record in the lcov format: `DA:line,times` and `BRDA:line,block,branch,times`. */
function readRecord(record) {
  const entries = (kind) =>
    [...record.matchAll(new RegExp(`^${kind}:(.*)$`, 'gm'))].map(([, text]) => text.split(','));
  const lines = entries('DA');
  const branches = entries('BRDA');
  const missed = [...lines, ...branches]
    .filter((entry) => !(Number(entry.at(-1)) > 0))
    .map(([line]) => Number(line));
  return {
    path: /^SF:(.*)$/m.exec(record)[1],
    lines: lines.length,
    branches: branches.length,
    missed: [...new Set(missed)].sort((a, b) => a - b),
  };
}
