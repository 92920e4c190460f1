import { build } from 'esbuild';

/** Makes the file that worker threads run, since Node.js 20 does not read TypeScript. */
export async function bundleCampaignWorker(): Promise<string> {
  const outfile = `${process.cwd()}/.weft/simulation/campaign-worker.js`;
  await build({
    entryPoints: ['tests/simulation/campaign-worker.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    outfile,
    logLevel: 'warning',
  });
  return outfile;
}
