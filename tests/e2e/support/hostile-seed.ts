import { join } from 'node:path';
import { bundleForNode } from '../../support/bundle-for-node.ts';
import { ROOT_FOLDER, WEFT_FOLDER } from './paths.ts';
import { type SpawnedProcess, spawnProcess } from './spawn-process.ts';

const SOURCE = join(ROOT_FOLDER, 'tests/e2e/hostile/serve-wrong-chain.ts');
const BUNDLE = join(WEFT_FOLDER, 'hostile/serve-wrong-chain.js');
const READY_MS = 30_000;

/**
 * Takes the place of the first seed of a stopped local network, and serves a chain of wrong state
 * that its whole committee signed.
 */
export async function startHostileSeed(options: {
  folder: string;
  port: number;
  blocks: number;
  /** The one way in which it offers the blocks. */
  way: 'consensus' | 'sync';
}): Promise<SpawnedProcess> {
  await bundleForNode(SOURCE, BUNDLE);
  const { process: hostile } = await spawnProcess(
    process.execPath,
    [BUNDLE, options.folder, `${options.port}`, `${options.blocks}`, options.way],
    /"ready"/,
    READY_MS,
  );
  return hostile;
}
