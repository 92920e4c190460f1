import { resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

/**
 * Makes the JavaScript file that other processes and worker threads run, since Node.js 20 does not
 * read TypeScript. The result is its absolute path.
 */
export async function bundleForNode(
  entry: string,
  outfile: string,
  plugins: Plugin[] = [],
): Promise<string> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
    plugins,
  });
  return resolve(outfile);
}
