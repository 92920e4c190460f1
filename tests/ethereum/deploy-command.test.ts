import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestClient, http, parseEther } from 'viem';
import type { PrivateKeyAccount } from 'viem/accounts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recoverAddress } from '../../lib/core/secp256k1.ts';
import { assertPossession } from '../../lib/platform/signatures/assert-possession.ts';
import { createBlsNative } from '../../lib/platform/signatures/bls-native.ts';
import { createInlineSignatures } from '../../lib/platform/signatures/inline-signatures.ts';
import { createKeySecrets, publicKeysOf } from '../../lib/platform/signatures/key-secrets.ts';
import { alice, bob } from '../unit/chain/fixtures.ts';
import {
  proveKeys,
  readNetworkFile,
  runDeployCommand,
  saveNetworkFile,
  writeNetworkFile,
} from './support/deploy-command.ts';
import { type Ethereum, startEthereum, testSecret } from './support/ethereum.ts';
import { forward, startHttpEndpoint } from './support/http-endpoint.ts';
import { testValidators } from './support/validators.ts';

const KEY = { WEFT_DEPLOYER_KEY: testSecret(0) };
const founders = testValidators('founder', 4);

let ethereum: Ethereum;
let address: PrivateKeyAccount['address'];
let folder: string;
let fileName: string;
beforeAll(async () => {
  ethereum = await startEthereum();
  ({ address } = ethereum.accounts[0] as PrivateKeyAccount);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weft-deploy-command-'));
  fileName = writeNetworkFile(folder, founders);
  return () => rmSync(folder, { recursive: true });
});
afterAll(() => ethereum.stop());

const plan = (...more: string[]) =>
  runDeployCommand(['plan', '--rpc', ethereum.url, '--network', fileName, ...more], KEY);
const deploy = (rpc = ethereum.url) =>
  runDeployCommand(['deploy', '--rpc', rpc, '--network', fileName], KEY);
const balance = (ether: string) =>
  createTestClient({ mode: 'anvil', transport: http(ethereum.url) }).setBalance({
    address,
    value: parseEther(ether),
  });

describe('a plan', { timeout: 120_000 }, () => {
  it('tells the contracts, the endpoint that everybody will use, and what comes next', async () => {
    const { code, output, problem } = await plan();
    expect({ code, problem }).toEqual({ code: 0, problem: '' });
    const { genesis, ethereum: part } = readNetworkFile(fileName);
    for (const contract of Object.values(genesis.contracts)) expect(output).toContain(contract);
    expect(part.rpcUrls).toEqual([ethereum.url]);
    expect(output).toContain(
      `pages and wallets of everybody on the network will use:\n  ${part.rpcUrls}\n`,
    );
    expect(output).toContain('The file is public.');
    expect(output).toContain(`-- prove --network ${fileName} --key-file`);
    expect(output).toContain(`-- deploy --rpc URL --network ${fileName} --key-file`);
  });

  it('tells that an endpoint of the file stays, and the one given is not kept', async () => {
    const file = readNetworkFile(fileName);
    const rpcUrls = ['https://endpoint.test'];
    const part = { ...file.ethereum, chainId: 31_337n, rpcUrls };
    saveNetworkFile(fileName, { ...file, ethereum: part });
    const { output } = await plan();
    expect(output).toContain(`  ${rpcUrls}\nIt had that before; `);
    expect(output).not.toContain(ethereum.url);
  });

  it('over another is refused, and says what would be lost and what to do', async () => {
    await plan();
    proveKeys(fileName, founders);
    const planned = await plan();
    expect(planned.problem.match(/0x\w{40} {2}nothing there yet/g)).toHaveLength(3);
    await deploy();
    const before = readFileSync(fileName, 'utf8');
    const { code, output, problem } = await plan();
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(problem).toContain(
      `${fileName} names contracts on chain 31337 already. Nothing was changed.`,
    );
    for (const contract of Object.values(readNetworkFile(fileName).genesis.contracts)) {
      expect(problem).toContain(`${contract}  deployed\n`);
    }
    expect(problem).toMatch(
      /drop .*proofs of\nfounding validators, and the block[\s\S]*add --again/,
    );
    expect(readFileSync(fileName, 'utf8')).toBe(before);
  });

  it('over another of a chain that the endpoint does not serve is refused as well', async () => {
    await plan();
    const file = readNetworkFile(fileName);
    const genesis = { ...file.genesis, ethereumChainId: 1n };
    saveNetworkFile(fileName, { ...file, genesis });
    const { code, problem } = await plan();
    expect(code).toBe(1);
    expect(problem.match(/0x\w{40} {2}not on the chain of --rpc/g)).toHaveLength(3);
  });

  it('over another keeps the earlier file when it is asked for', async () => {
    await plan();
    proveKeys(fileName, founders);
    const before = readFileSync(fileName, 'utf8');
    const { code, output } = await plan('--again');
    expect(code).toBe(0);
    const [kept = ''] = readdirSync(folder).filter((name) => name.startsWith('network.json.'));
    expect(output).toContain(`is kept as ${join(folder, kept)}.`);
    expect(readFileSync(join(folder, kept), 'utf8')).toBe(before);
    expect(readNetworkFile(fileName).proofsOfPossession).toEqual([]);
  });
});

describe('the keys of a founding validator', { timeout: 120_000 }, () => {
  it('are made once, tell what a committee lists of them, and prove themselves', async () => {
    const keyFile = join(folder, 'keys', 'key.json');
    const make = (account: string) =>
      runDeployCommand(['key', '--key-file', keyFile, '--account', account]);
    const first = await make(alice.account);
    expect(first).toMatchObject({ code: 0, problem: '' });
    const kept = readFileSync(keyFile, 'utf8');
    const { blsSecret, networkSecret } = JSON.parse(kept);
    for (const secret of [blsSecret, networkSecret]) {
      expect(first.output).not.toContain(secret.slice(2));
    }
    const [shown = ''] = /\{[^}]*\}/.exec(first.output) ?? [];
    const member = JSON.parse(shown);
    writeNetworkFile(folder, { committee: [{ ...member, power: BigInt(member.power) }] });
    await plan();
    expect((await prove(keyFile)).output).toMatch(/All founding validators have proven/);

    expect(await make(alice.account)).toEqual(first);
    expect((await make(bob.account)).problem).toMatch(
      /holds the keys of another account\. Nothing/,
    );
    expect(readFileSync(keyFile, 'utf8')).toBe(kept);
  });
});

describe('a proof', { timeout: 120_000 }, () => {
  it('is refused before the plan, whose genesis it would not hold for', async () => {
    const key = createKeySecrets(alice.account);
    const member = { account: key.account, ...publicKeysOf(key), power: 1n };
    writeNetworkFile(folder, { committee: [member] });
    const keyFile = writeKey('validator.json', JSON.stringify(key));
    const before = readFileSync(fileName, 'utf8');
    const { code, problem } = await prove(keyFile);
    expect(code).toBe(1);
    expect(problem).toMatch(
      /^The network file names no contracts yet, .*Nothing was changed; prove again/,
    );
    expect(readFileSync(fileName, 'utf8')).toBe(before);
  });

  it('of each founder is added in its turn, and of nobody else', async () => {
    const keys = [createKeySecrets(alice.account), createKeySecrets(bob.account)];
    const committee = keys
      .map((key) => ({ account: key.account, ...publicKeysOf(key), power: 1n }))
      .sort((a, b) => (a.account < b.account ? -1 : 1));
    writeNetworkFile(folder, { committee });
    await plan();
    const stranger = createKeySecrets(alice.account);
    const results = [];
    for (const key of [...keys, stranger]) {
      const result = await prove(writeKey('validator.json', JSON.stringify(key)));
      expect(result.output + result.problem).not.toContain(key.blsSecret.slice(2));
      results.push(result);
    }
    const [first, second, third] = results;
    expect(first).toMatchObject({ code: 0, problem: '' });
    expect(first?.output).toMatch(/Still to prove, in this file:\n {2}0x\w{40}\n$/);
    expect(second).toMatchObject({ code: 0, problem: '' });
    expect(second?.output).toMatch(/All founding validators .*Next: deploy/);
    expect(third?.problem).toMatch(/^No founding member has the account .*Nothing was changed/);
    const signatures = createInlineSignatures({
      bls: createBlsNative(),
      recover: recoverAddress,
      breathe: () => Promise.resolve(),
    });
    await expect(assertPossession(readNetworkFile(fileName), signatures)).resolves.toBeUndefined();
  });

  it.each([
    ['is not there', undefined, /^There is no key file .*Nothing was changed\. Check the path/],
    [
      'holds another key',
      `${testSecret(0)}\n`,
      /holds no keys of a validator\. Nothing was changed/,
    ],
    ['holds a dead key', deadKey(), /is dead or forgotten: .*Nothing was changed/],
  ])('with a key file that %s is refused', async (_, text, words) => {
    await plan();
    const keyFile = text ? writeKey('key.json', text) : join(folder, 'absent.json');
    const { code, output, problem } = await prove(keyFile);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(problem).toMatch(words);
    expect(problem).not.toContain(testSecret(0).slice(2));
  });
});

// Each is several processes that wait for blocks.
describe('a deployment', { timeout: 120_000 }, () => {
  it('ends with what to publish, and tells the same when all stands', async () => {
    await plan();
    proveKeys(fileName, founders);
    for (const _ of ['once', 'and again']) {
      const { code, output, problem } = await deploy();
      expect({ code, problem }).toEqual({ code: 0, problem: '' });
      expect(output).toContain(`and ${fileName} is complete. It holds\n`);
      expect(output).toContain(`${ethereum.url}\n`);
      expect(output).toMatch(/block from which events of the contracts are read: \d+\./);
      expect(output).toMatch(/Next, publish it.*:\n.*root of the site as \/network\.json/);
    }
  });

  it('of an account with too little ether sends nothing, and goes on when it has more', async () => {
    await plan();
    proveKeys(fileName, founders);
    const before = readFileSync(fileName, 'utf8');
    await balance('0.001');
    const { code, output, problem } = await deploy();
    await balance('100');
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(problem).toMatch(
      new RegExp(
        `^Account ${address} has 0\\.001 ether, and .* may take 0\\.0\\d+ \\(\\d+ gas at `,
      ),
    );
    expect(problem).toMatch(/Nothing was sent\. Give it \S+ ether more, and deploy again/);
    expect(readFileSync(fileName, 'utf8')).toBe(before);
    expect((await deploy()).code).toBe(0);
  });

  it('that loses its endpoint says what stands, and goes on', async () => {
    await plan();
    proveKeys(fileName, founders);
    let sent = 0;
    const endpoint = await startHttpEndpoint((request) => {
      if (request.includes('eth_sendRawTransaction')) sent++;
      return sent > 1 ? { status: 404, text: '{}' } : forward(ethereum.url, request);
    });
    const { code, output, problem } = await deploy(endpoint.url);
    endpoint.stop();
    expect(code).toBe(1);
    expect(output).toMatch(/checkpoints is at 0x\w{40}, \d+ gas\n$/);
    expect(problem).toMatch(/HTTP status 404\. .*checkpoints stands already\. .*goes on where/);
    const later = await deploy();
    expect(later).toMatchObject({ code: 0, problem: '' });
    expect(later.output).toMatch(/^checkpoints is at 0x\w{40} already\n/);
    const { contracts } = readNetworkFile(fileName).genesis;
    expect(await ethereum.client.getCode({ address: contracts.vault })).toBeDefined();
  });
});

function prove(keyFile: string) {
  return runDeployCommand(['prove', '--network', fileName, '--key-file', keyFile]);
}

function writeKey(name: string, text: string): string {
  const keyFile = join(folder, name);
  writeFileSync(keyFile, text, { mode: 0o600 });
  return keyFile;
}

function deadKey(): string {
  const { blsSecret: _, ...key } = createKeySecrets(alice.account);
  return JSON.stringify(key);
}
