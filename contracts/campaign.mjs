// Runs the stateful tests of the contracts with other seeds and longer games than the daily tests,
// until so many calls were made: `npm run contracts:campaign [-- calls [first seed]]`.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNS = 100;
const DEPTH = 200;
const contracts = dirname(fileURLToPath(import.meta.url));
const forge = join(contracts, '..', 'node_modules', '.bin', 'forge');
const [wanted = 1_000_000, firstSeed = 1] = process.argv.slice(2).map(Number);

if (!Number.isInteger(firstSeed) || !(wanted > 0)) {
  process.stderr.write('Usage: npm run contracts:campaign [-- calls [first seed]]\n');
  process.exit(1);
}
process.stdout.write(
  `${wanted} calls, in ${RUNS} games of ${DEPTH} a seed and test: minutes each\n`,
);

const start = Date.now();
let calls = 0;
for (let seed = firstSeed; calls < wanted; seed++) {
  const options = ['test', '--match-path', 'test/invariant/*Invariants.t.sol'];
  const { status, stdout } = spawnSync(forge, [...options, '--fuzz-seed', String(seed)], {
    cwd: contracts,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: {
      ...process.env,
      FOUNDRY_INVARIANT_RUNS: String(RUNS),
      FOUNDRY_INVARIANT_DEPTH: String(DEPTH),
    },
  });
  const made = [...stdout.matchAll(/^\[PASS\].* calls: (\d+)/gm)].map((match) => Number(match[1]));
  if (status !== 0 || made.length === 0) {
    process.stdout.write(`${stdout}\nSeed ${seed} failed.\n`);
    process.exit(1);
  }
  calls += made.reduce((sum, one) => sum + one, 0);
  const seconds = Math.round((Date.now() - start) / 1000);
  process.stdout.write(`seed ${seed}: ${calls} calls in ${seconds} s, nothing lost\n`);
}
