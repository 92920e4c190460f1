import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashOfGenesis } from '../../../lib/chain/genesis.ts';
import { openLocalNetwork } from '../../../lib/platform/nodejs/local-network.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weft-local-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const open = () =>
  openLocalNetwork({
    folder,
    basePort: 4100,
    ethereumPort: 8545,
    pace: { minBlockMs: 500, epochMs: 60_000 },
  });

test('a folder that is opened again goes on with its chain', async () => {
  const first = await open();
  const again = await open();
  expect(hashOfGenesis(again.file.genesis)).toBe(hashOfGenesis(first.file.genesis));
});

test('validators have coins for fees, and the secrets that spend them', async () => {
  const { file, seeds } = await open();
  const { committee, allocations } = file.genesis;
  const accounts = seeds.map(({ accountSecret }) =>
    privateKeyToAccount(accountSecret).address.toLowerCase(),
  );
  expect(accounts.sort()).toEqual(committee.map(({ account }) => account));
  for (const account of accounts) {
    const own = allocations.find((allocation) => allocation.account === account);
    expect(own?.amountWei).toBe(10n ** 18n);
  }
});

test('a chain begun by another version is kept, and the person is told how to go on', async () => {
  const { fileName } = await open();
  const file = JSON.parse(await readFile(fileName, 'utf8'));
  delete file.genesis.parameters.unbondingMs;
  const before = JSON.stringify(file);
  await writeFile(fileName, before);
  await expect(open()).rejects.toMatchObject({
    code: 'local/other-version',
    message: expect.stringContaining('npm start -- --fresh'),
  });
  expect(await readFile(fileName, 'utf8')).toBe(before);
});
