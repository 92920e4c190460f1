import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { WeftError } from '../../core/errors.ts';
import type { InstanceLock } from '../instance-lock.ts';

/**
 * Locks a data directory, which is created. Node.js offers no file locks of the operating system,
 * so this opens an empty LevelDB, which holds one: the kernel frees it when the process ends, even
 * by a crash, and no number of a dead process can be taken for a living one. Throws `lock/held`
 * with the holder's process id, as far as it is known; what the file system says otherwise.
 */
export async function acquireInstanceLock({
  directory,
}: {
  directory: string;
}): Promise<InstanceLock> {
  const holderFile = join(directory, 'holder');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const lock = new ClassicLevel(join(directory, 'lock'));
  try {
    await lock.open();
  } catch (thrown) {
    const cause = thrown instanceof Error ? thrown.cause : undefined;
    if (!(cause instanceof Error && 'code' in cause)) throw thrown;
    if (cause.code !== 'LEVEL_LOCKED') throw cause;
    const pid = Number(await readFile(holderFile, 'utf8').catch(() => ''));
    throw new WeftError('lock/held', `${directory} is in use by process ${pid || 'unknown'}`, {
      directory,
      pid,
    });
  }
  await writeFile(holderFile, String(process.pid));
  return { release: () => lock.close() };
}
