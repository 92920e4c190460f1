import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { privateKeyToAccount } from 'viem/accounts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  LOCAL_CONTRACTS,
  LOCAL_ERC20,
  LOCAL_SETTINGS,
} from '../../../contracts/deploy/local/local-contracts.ts';
import { hashOfGenesis } from '../../../lib/chain/genesis.ts';
import { ETHEREUM_STATE } from '../../../lib/platform/nodejs/local-ethereum.ts';
import { openLocalNetwork } from '../../../lib/platform/nodejs/local-network.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weft-local-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = () =>
  openLocalNetwork({
    folder,
    basePort: 4100,
    ethereumPort: 8545,
    ethereumUrls: [],
    pace: { minBlockMs: 500, epochMs: 60_000 },
    contracts: LOCAL_CONTRACTS,
    tokens: [LOCAL_ERC20],
    settings: LOCAL_SETTINGS,
  });

it('a folder that is opened again goes on with its chain', async () => {
  const first = await open();
  const again = await open();
  expect(hashOfGenesis(again.file.genesis)).toBe(hashOfGenesis(first.file.genesis));
});

it('a new chain gives no coins to anybody, and knows the contracts and tokens there', async () => {
  const { file } = await open();
  expect(file.genesis).toMatchObject({
    ...{ allocations: [], contracts: LOCAL_CONTRACTS, settings: LOCAL_SETTINGS },
  });
  expect(file.ethereum).toMatchObject({ startBlock: 0n, oneEndpoint: true, tokens: [LOCAL_ERC20] });
});

it('validators have the secrets of their accounts', async () => {
  const { file, seeds } = await open();
  const accounts = seeds.map(({ accountSecret }) =>
    privateKeyToAccount(accountSecret).address.toLowerCase(),
  );
  expect(accounts.sort()).toEqual(file.genesis.committee.map(({ account }) => account));
});

describe('a chain and its Ethereum', () => {
  it('are both there, or the person is told that both begin anew', async () => {
    const { fileName, seeds } = await open();
    await mkdir(seeds[0]?.dataFolder ?? '');
    await expect(open()).rejects.toMatchObject({
      code: 'local/half-lost',
      message: expect.stringMatching(
        /^The chain in .* has lost its local Ethereum.*npm start -- --fresh$/,
      ),
    });
    await writeFile(join(folder, ETHEREUM_STATE), '{}');
    await open();
    await rm(fileName);
    await expect(open()).rejects.toMatchObject({
      code: 'local/half-lost',
      message: expect.stringMatching(/^The local Ethereum in .* has lost its chain/),
    });
  });
});

it('a chain begun by another version is kept, and the person is told how to go on', async () => {
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
