import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WeftError } from '../../core/errors.ts';
import type { InstanceLock } from '../instance-lock.ts';
import { acquireInstanceLock } from './instance-lock.ts';
import { deleteLocalNetwork, LOCAL_HOST, type LocalSeed, NETWORK_FILE } from './local-network.ts';
import { assertPortsFree } from './port-check.ts';

/**
 * Makes the folder of a local network this process's own, and with `fresh` empties it. Nothing is
 * deleted before it is certain that the new network has the folder and the ports for itself.
 * @throws WeftError `local/no-chain`, `local/folder-busy`, `local/folder-unusable` or
 *   `local/port-busy`
 */
export async function openLocalFolder(options: {
  folder: string;
  /** Deletes the chain in it. */
  fresh: boolean;
  /** Goes on with the chain in it, and begins none. */
  relayOnly: boolean;
  sitePort: number;
  ethereumPort: number;
  seeds: readonly LocalSeed[];
}): Promise<InstanceLock> {
  const { folder, fresh, relayOnly, sitePort, ethereumPort, seeds } = options;
  if (relayOnly) assertChain(folder);
  const lock = await lockFolder(folder);
  try {
    await assertPortsFree(
      [
        { service: 'the site', port: sitePort, option: '--site-port' },
        { service: 'the local Ethereum', port: ethereumPort, option: '--ethereum-port' },
        ...seeds.flatMap(({ name, port, httpPort }) => [
          { service: `validator ${name}`, port, option: '--base-port' },
          { service: `validator ${name}`, port: httpPort, option: '--base-port' },
        ]),
      ],
      LOCAL_HOST,
    );
    if (fresh) await deleteLocalNetwork(folder);
    return lock;
  } catch (thrown) {
    await lock.release();
    throw thrown;
  }
}

function assertChain(folder: string) {
  if (existsSync(join(folder, NETWORK_FILE))) return;
  throw new WeftError(
    'local/no-chain',
    `There is no chain in ${folder} for tabs to go on with. Start once without --relay-only.`,
    { folder },
  );
}

async function lockFolder(folder: string): Promise<InstanceLock> {
  try {
    return await acquireInstanceLock({ directory: folder });
  } catch (thrown) {
    if (thrown instanceof WeftError) {
      throw new WeftError(
        'local/folder-busy',
        `Another Weft runs from ${folder}. Stop it, or use --data with another folder.`,
        { folder },
      );
    }
    const why = unusableBecause(thrown);
    throw new WeftError(
      'local/folder-unusable',
      `Weft cannot keep its data in ${folder}: ${why}. Use --data with a folder of your own.`,
      { folder, why },
    );
  }
}

function unusableBecause(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'this is a file, or within one';
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return 'you may not write there';
  return thrown instanceof Error ? thrown.message : String(thrown);
}
