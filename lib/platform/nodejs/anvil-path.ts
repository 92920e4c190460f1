import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The anvil program itself, inside the npm package of this platform. Started directly rather than
 * through the package's launcher, so that ending it ends it.
 */
export function anvilPath(): string {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  const windows = process.platform === 'win32';
  const name = `@foundry-rs/anvil-${windows ? 'win32' : process.platform}-${architecture}`;
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return join(dirname(manifest), 'bin', windows ? 'anvil.exe' : 'anvil');
}
