import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { acquireInstanceLock } from '../../../lib/platform/nodejs/instance-lock.ts';

const root = await mkdtemp(join(tmpdir(), 'weft-lock-'));
afterAll(() => rm(root, { recursive: true }));

describe('instance lock in Node.js', () => {
  it('is exclusive within a process, and free again when released', async () => {
    const directory = join(root, 'own');
    const lock = await acquireInstanceLock({ directory });
    await expect(acquireInstanceLock({ directory })).rejects.toMatchObject({
      code: 'lock/held',
      facts: { directory, pid: process.pid },
    });
    await lock.release();
    await (await acquireInstanceLock({ directory })).release();
  });

  it('is exclusive between processes, and free at once when the holder is killed', async () => {
    const directory = join(root, 'other');
    const holder = await startHolder(directory);
    await expect(acquireInstanceLock({ directory })).rejects.toMatchObject({
      code: 'lock/held',
      facts: { pid: holder.pid },
    });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await (await acquireInstanceLock({ directory })).release();
  });
});

/** Another process that holds the lock until it is killed. */
async function startHolder(directory: string) {
  const script = join(process.cwd(), '.weft', `lock-holder-${process.pid}.mjs`);
  const contents = `
    import { acquireInstanceLock } from './lib/platform/nodejs/instance-lock.ts';
    await acquireInstanceLock({ directory: process.argv[2] });
    console.log('held');
    setInterval(() => {}, 1000);`;
  await build({
    stdin: { contents, resolveDir: process.cwd() },
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  const holder = spawn(process.execPath, [script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  await rm(script);
  return holder;
}
