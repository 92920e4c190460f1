import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_CONTRACTS } from '../../../contracts/deploy/local/local-contracts.ts';
import { acquireInstanceLock } from '../../../lib/platform/nodejs/instance-lock.ts';
import { openLocalFolder } from '../../../lib/platform/nodejs/local-folder.ts';
import { openLocalNetwork } from '../../../lib/platform/nodejs/local-network.ts';

const PROGRAM = join('.weft', `local-start-${process.pid}.mjs`);
/** Taken during all tests, so that no start of theirs can go on to run a network. */
const occupied = createServer();
let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'weft-start-'));
  await build({
    entryPoints: ['workers/local.ts'],
    outfile: PROGRAM,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  await once(occupied.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  occupied.close();
  await rm(PROGRAM);
  await rm(root, { recursive: true });
});

describe('the folder of a local network', () => {
  it('keeps its chain when a fresh one finds a port taken', async () => {
    const folder = await folderWithChain('busy-port');
    const before = await contentsOf(folder);
    const { code, problem } = await start('--data', folder, '--fresh');
    expect(problem).toContain('is taken by another program');
    expect(code).toBe(1);
    expect(await contentsOf(folder)).toEqual(before);
  });

  it('keeps its chain while another process has it, whatever the ports', async () => {
    const folder = await folderWithChain('in-use');
    const lock = await acquireInstanceLock({ directory: folder });
    const before = await contentsOf(folder);
    for (const more of [['--fresh'], ['--base-port', '4200']]) {
      expect(await start('--data', folder, ...more)).toEqual({
        code: 1,
        problem: `Another Weft runs from ${folder}. Stop it, or use --data with another folder.\n`,
      });
    }
    expect(await contentsOf(folder)).toEqual(before);
    await lock.release();
  });

  it('is not where a file is, which stays', async () => {
    const file = join(root, 'file');
    await writeFile(file, 'mine');
    for (const folder of [file, join(file, 'within')]) {
      expect(await start('--data', folder, '--fresh')).toEqual({
        code: 1,
        problem: `Weft cannot keep its data in ${folder}: this is a file, or within one. Use --data with a folder of your own.\n`,
      });
    }
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  it('is not one whose lock cannot be taken for another reason than a holder', async () => {
    const folder = join(root, 'odd');
    await mkdir(folder);
    await writeFile(join(folder, 'lock'), 'a file where a folder should be');
    const { code, problem } = await start('--data', folder);
    expect(code).toBe(1);
    expect(problem).toMatch(/^Weft cannot keep its data in .*\n$/);
  });

  it('loses its chain when a fresh one may begin, but not what others keep in it', async () => {
    const folder = await folderWithChain('fresh');
    const notes = join(folder, 'notes.txt');
    await writeFile(notes, 'mine');
    const [sitePort = 0, ethereumPort = 0] = await freePorts(2);
    const options = { folder, fresh: true, relayOnly: false, sitePort, ethereumPort, seeds: [] };
    const lock = await openLocalFolder(options);
    expect(await contentsOf(folder)).toEqual({ [notes]: expect.any(Number) });
    await expect(openLocalFolder(options)).rejects.toMatchObject({
      code: 'local/folder-busy',
    });
    await lock.release();
    await (await openLocalFolder(options)).release();
  });
});

describe('a relay without validators', () => {
  it('begins no chain, which nobody could go on with', async () => {
    const folder = join(root, 'relay');
    expect(await start('--data', folder, '--relay-only')).toEqual({
      code: 1,
      problem: `There is no chain in ${folder} for tabs to go on with. Start once without --relay-only.\n`,
    });
    expect(existsSync(folder)).toBe(false);
  });

  it('goes on with a chain that is there', async () => {
    const folder = await folderWithChain('relay-on');
    const { problem } = await start('--data', folder, '--relay-only');
    expect(problem).toContain('is taken by another program');
  });
});

describe('the options of a local network', () => {
  it.each([
    [['--site-port', 'abc'], '--site-port needs a port number from 1 to 65535, not "abc".'],
    [['--site-port', '70000'], '--site-port needs a port number from 1 to 65535, not "70000".'],
    [['--nonsense'], 'There is no option --nonsense.'],
    [['--data'], '--data needs a folder.'],
  ])('%j ends with a sentence and the list, once', async (options, sentence) => {
    const { code, problem } = await start(...options);
    expect(code).toBe(1);
    const [first, blank, title, ...list] = problem.trimEnd().split('\n');
    expect([first, blank]).toEqual([sentence, '']);
    expect(title).toBe('Options, as in npm start -- --site-port 3001:');
    expect(list).toHaveLength(11);
    for (const line of list) expect(line).toMatch(/^ {2}--[a-z-]+ /);
  });
});

async function start(...options: string[]): Promise<{ code: number; problem: string }> {
  const { port } = occupied.address() as AddressInfo;
  const child = spawn(process.execPath, [PROGRAM, '--site-port', `${port}`, ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [problem, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, problem };
}

async function folderWithChain(name: string): Promise<string> {
  const folder = join(root, name);
  const pace = { minBlockMs: 500, epochMs: 60_000 };
  await openLocalNetwork({
    ...{ folder, basePort: 4100, ethereumPort: 8545, ethereumUrls: [], pace },
    ...{ contracts: LOCAL_CONTRACTS, tokens: [], settings: [] },
  });
  return folder;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) server.close();
  return ports;
}

/** Every file of the chain with the moment of its last change. The lock is none of them. */
async function contentsOf(folder: string): Promise<Record<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(folder, 'lock')) && path !== join(folder, 'holder'))
    .sort();
  return Object.fromEntries(
    await Promise.all(files.map(async (path) => [path, (await stat(path)).mtimeMs] as const)),
  );
}
