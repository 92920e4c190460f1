// Compiles the contracts and writes what the rest of the project reads of them: typed ABIs for
// viem, bytecode to deploy, and storage layouts, so that a change of them shows in review.
// `--check` writes nothing and fails where something would change.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const CONTRACTS = ['Checkpoints', 'Gateway', 'Vault'];
/** What `npm start` creates besides. */
const LOCAL_TOKENS = ['LocalErc20', 'LocalErc721'];
const HEAD = '// Written by `npm run contracts:build`.';
const PROGRESS = /^(Compiling|Solc|No files changed)/;
const folder = dirname(fileURLToPath(import.meta.url));
const root = join(folder, '..');
const isCheck = process.argv.includes('--check');
const changed = [];

await compile();
const bytecode = {};
for (const name of CONTRACTS) {
  const output = compiled(`${name}.sol`, name);
  const { storage, types } = output.storageLayout;
  const kebab = name.toLowerCase();
  bytecode[name] = output.bytecode.object;
  write(
    `lib/core/contracts/${kebab}-abi.generated.ts`,
    `${HEAD}\nexport const ${kebab}Abi = ${json(output.abi)} as const;\n`,
  );
  write(`contracts/snapshots/${kebab}-storage.txt`, storageLayout(storage, types));
}
write('contracts/deploy/bytecode.generated.json', `${json(bytecode)}\n`);
const tokens = LOCAL_TOKENS.map((name) => [
  name,
  compiled('LocalTokens.sol', name).bytecode.object,
]);
write('contracts/deploy/local/bytecode.generated.json', `${json(Object.fromEntries(tokens))}\n`);
if (isCheck && changed.length > 0) {
  process.stderr.write(`Out of date: ${changed.join(', ')}. Run npm run contracts:build.\n`);
  process.exitCode = 1;
} else {
  say(changed.length > 0 ? `Written: ${changed.join(', ')}.` : 'What is generated is up to date.');
}

async function compile() {
  say('Compiling the contracts and their tests: a minute or more when something changed.');
  const forge = join(root, 'node_modules', '.bin', 'forge');
  const child = spawn(forge, ['build'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  // Not its warnings, which are about the size of test contracts.
  createInterface({ input: child.stdout }).on('line', (line) => PROGRESS.test(line) && say(line));
  const [code] = await once(child, 'close');
  if (code !== 0) process.exit(code ?? 1);
}

function compiled(file, name) {
  const path = join(root, '.weft', 'contracts', 'out', file, `${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** A line per variable: slot, offset in it, type, name; those of structs below. */
function storageLayout(storage, types) {
  const lines = (variables) =>
    variables.map(
      ({ slot, offset, type, label }) => `${slot} ${offset} ${types[type].label} ${label}`,
    );
  const structs = Object.values(types)
    .filter(({ members }) => members)
    .flatMap(({ label, members }) => ['', label, ...lines(members)]);
  return `${[...lines(storage), ...structs].join('\n')}\n`;
}

function json(value) {
  return JSON.stringify(value, null, 2);
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function write(path, content) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  changed.push(path);
  if (isCheck) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
