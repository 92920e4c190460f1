#!/usr/bin/env node
// Lets forge use the Solidity compiler from npm: it speaks to it as to the native program.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import solc from 'solc';

const [, , ...options] = process.argv;
const root = options.includes('--base-path')
  ? options[options.indexOf('--base-path') + 1]
  : process.cwd();

if (options.includes('--version')) {
  process.stdout.write(
    `solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`,
  );
} else if (options.includes('--standard-json')) {
  const read = (path) => {
    try {
      return { contents: readFileSync(join(root, path), 'utf8') };
    } catch {
      return { error: `${path} is not there` };
    }
  };
  process.stdout.write(solc.compile(readFileSync(0, 'utf8'), { import: read }));
} else {
  process.stderr.write(`solc.mjs does not know ${options.join(' ')}\n`);
  process.exitCode = 1;
}
