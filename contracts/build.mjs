// Compiles the contracts and writes what the rest of the project reads of them: typed ABIs for
// viem, bytecode to deploy, and storage layouts, so that a change of them shows in review.
// `--check` writes nothing and fails where something would change.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CONTRACTS = ['Checkpoints', 'Gateway', 'Vault'];
const HEAD = '// Written by `npm run contracts:build`.';
const folder = dirname(fileURLToPath(import.meta.url));
const root = join(folder, '..');
const isCheck = process.argv.includes('--check');
const changed = [];

compile();
const bytecode = {};
for (const name of CONTRACTS) {
  const path = join(root, '.weft', 'contracts', 'out', `${name}.sol`, `${name}.json`);
  const output = JSON.parse(readFileSync(path, 'utf8'));
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
if (isCheck && changed.length > 0) {
  process.stderr.write(`Out of date: ${changed.join(', ')}. Run npm run contracts:build.\n`);
  process.exitCode = 1;
}

function compile() {
  const forge = join(root, 'node_modules', '.bin', 'forge');
  const { status } = spawnSync(forge, ['build'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
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

function write(path, content) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  changed.push(path);
  if (isCheck) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
