import { copyFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const SCRIPTS = ['content-script', 'page-provider', 'popup', 'home'];
/** Imported by dependencies for downloads under Node.js, which the wallet never makes. */
const ABSENT = ['http', 'https', 'zlib', 'util', 'url'];
const FILES = ['manifest.json', 'popup.html', 'home.html', 'wallet.css'];

/** Of these sources, from the root of the project. */
const SOURCES = 'tests/e2e/wallet';

/** Bundles the extension into a folder that a browser can load. */
export async function buildWallet(outputFolder: string): Promise<void> {
  await mkdir(outputFolder, { recursive: true });
  await Promise.all(FILES.map((file) => copyFile(sourceOf(file), join(outputFolder, file))));
  const shared: BuildOptions = {
    outdir: outputFolder,
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'chrome120',
    logLevel: 'error',
  };
  await build({ ...shared, entryPoints: SCRIPTS.map((name) => sourceOf(`${name}.ts`)) });
  const absent = sourceOf('absent-in-browsers.ts');
  await build({
    ...shared,
    entryPoints: [sourceOf('background.ts')],
    inject: [sourceOf('node-globals.ts')],
    alias: Object.fromEntries(ABSENT.map((name) => [name, absent])),
  });
}

function sourceOf(file: string): string {
  return resolve(SOURCES, file);
}
