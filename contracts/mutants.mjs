// Shows that the tests are able to fail: takes one rule after the other out of the contracts and
// demands that a test finds it; those marked `game` must be found by the invariants alone.
// `npm run contracts:mutants [-- share [part of a name or file]]`, a share being 1/3, 2/3 or 3/3.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pooledMutants } from './mutants/pooled-mutants.mjs';
import { vaultMutants } from './mutants/vault-mutants.mjs';

const INVARIANTS = 'test/invariant/*';
const SECONDS_EACH = 20;
const contracts = dirname(fileURLToPath(import.meta.url));
const root = join(contracts, '..');
const home = join(root, '.weft', 'contracts', 'mutants');
const folder = join(home, 'contracts');

const all = [...vaultMutants, ...pooledMutants];
const stale = all.filter((mutant) => placesOf(mutant) !== 1);
if (stale.length > 0) {
  const lines = stale.map((mutant) => `  ${titleOf(mutant)}: ${placesOf(mutant)}`);
  stop(`The text of a mutant stands in its file once. Of these not, but so often:`, ...lines);
}
const [share = '1/1', ...words] = process.argv.slice(2);
const [part, parts] = share.split('/').map(Number);
const wanted = words.join(' ');
const mutants = all
  .filter((mutant) => titleOf(mutant).includes(wanted))
  .filter((_, i) => i % parts === part - 1);
if (mutants.length === 0) stop(`No mutant: share ${share} of those with "${wanted}" is empty.`);
const minutes = Math.ceil(1 + (mutants.length * SECONDS_EACH) / 60);
say(`${mutants.length} of ${all.length} mutants, some ${minutes} minutes; first without any.`);
prepare();
const intact = failures({ file: '' }, []);
if (intact.length > 0) stop(`Without a mutant fails: ${intact.join(', ')}`);
const survivors = mutants.filter((mutant) => !isFound(mutant));
say(`${mutants.length - survivors.length} of ${mutants.length} found`);
for (const mutant of survivors) say(`  not: ${titleOf(mutant)}`);
if (survivors.length > 0) process.exitCode = 1;

function titleOf({ file, name }) {
  return `${file}: ${name}`;
}

function placesOf({ file, from }) {
  return readFileSync(join(contracts, 'src', file), 'utf8').split(from).length - 1;
}

function prepare() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ['src', 'test', 'foundry.toml', 'solc.mjs']) {
    cpSync(join(contracts, name), join(folder, name), { recursive: true });
  }
  const modules = join(home, 'node_modules');
  if (!existsSync(modules)) symlinkSync(join(root, 'node_modules'), modules);
}

function isFound(mutant) {
  const path = join(folder, 'src', mutant.file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, source.split(mutant.from).join(mutant.to));
  const isGame = mutant.game === true;
  const [found] = failures(mutant, [isGame ? '--match-path' : '--no-match-path', INVARIANTS]);
  writeFileSync(path, source);
  const columns = [found ? 'found ' : 'MISSED', isGame ? 'invariants' : 'unit tests'];
  say([...columns, titleOf(mutant), found ?? ''].join('  '));
  return found !== undefined;
}

// A library is compiled into the tests that use it; a contract is not, with dynamic linking.
function failures({ file }, options) {
  const isLinked = !file.startsWith('libraries');
  const forge = join(root, 'node_modules', '.bin', 'forge');
  const { status, stdout, stderr } = spawnSync(forge, ['test', '--fail-fast', ...options], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: {
      ...process.env,
      FOUNDRY_DYNAMIC_TEST_LINKING: String(isLinked),
      FOUNDRY_INVARIANT_SHRINK_RUN_LIMIT: '0',
      FOUNDRY_FUZZ_RUNS: '64',
    },
  });
  const summary = stdout.split('Failing tests:')[1] ?? '';
  const failed = [...summary.matchAll(/^\[FAIL.*\] (\w+)\(/gm)].map((match) => match[1]);
  const persisted = [...summary.matchAll(/^ (invariant_\w+)\(/gm)].map((match) => match[1]);
  const names = [...new Set([...failed, ...persisted])];
  if (status !== 0 && names.length === 0) {
    stop(`${file}: no test ran: ${stdout.slice(-500)}${stderr.slice(-2000)}`);
  }
  return names;
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

function stop(...lines) {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
}
