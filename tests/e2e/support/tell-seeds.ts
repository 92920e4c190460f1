import { join } from 'node:path';
import type { Hex } from 'viem';
import { bundleForNode } from '../../support/bundle-for-node.ts';
import { ROOT_FOLDER, WEFT_FOLDER } from './paths.ts';
import { spawnProcess } from './spawn-process.ts';

const SOURCE = join(ROOT_FOLDER, 'tests/e2e/hostile/tell-seeds.ts');
const BUNDLE = join(WEFT_FOLDER, 'hostile/tell-seeds.js');
const TOLD_MS = 30_000;

/** Tells transactions to the seeds themselves, past every node that would refuse them before. */
export async function tellSeeds(networkFolder: string, envelopes: readonly Hex[]): Promise<void> {
  await bundleForNode(SOURCE, BUNDLE);
  const { process: teller } = await spawnProcess(
    process.execPath,
    [BUNDLE, join(networkFolder, 'network.json'), ...envelopes],
    /"told"/,
    TOLD_MS,
  );
  await teller.stop();
}
