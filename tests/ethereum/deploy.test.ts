import { readFileSync } from 'node:fs';
import { createTestClient, HttpRequestError, http, parseEther, type WalletClient } from 'viem';
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CONTRACTS, plannedAddresses } from '../../contracts/deploy/addresses.ts';
import { deployContracts } from '../../contracts/deploy/deploy-contracts.ts';
import type { Deployment } from '../../contracts/deploy/deployment.ts';
import { planNetwork } from '../../contracts/deploy/plan-network.ts';
import { DEFAULT_RULES } from '../../contracts/deploy/rules.ts';
import { type Genesis, hashOfGenesis } from '../../lib/chain/genesis.ts';
import { type Address, type Hex, ZERO_ADDRESS } from '../../lib/core/bytes.ts';
import { checkpointsAbi } from '../../lib/core/contracts/checkpoints-abi.generated.ts';
import type { NetworkFile } from '../../lib/node/network-file.ts';
import { alice, testGenesis } from '../unit/chain/fixtures.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';
import { testValidators } from './support/validators.ts';

const { committee } = testValidators('founder', 4);
/**
 * Of each creation, to the unit: bytecode, arguments and the rules of Prague alone decide it.
 * Another test genesis has another hash, and each zero byte in it makes Checkpoints 12 cheaper.
 */
const GAS = { checkpoints: 2_156_480, gateway: 3_395_985, vault: 4_976_219 };

let ethereum: Ethereum;
let snapshot: Hex;
let deployer: PrivateKeyAccount;
beforeAll(async () => {
  ethereum = await startEthereum();
  [deployer] = ethereum.accounts as [PrivateKeyAccount];
  snapshot = await ethereum.snapshot();
});
beforeEach(async () => {
  snapshot = await ethereum.revert(snapshot);
});
afterAll(() => ethereum.stop());

describe('a deployment', () => {
  it('creates the contracts where genesis said, each with the others in it', async () => {
    const deployment = await planned();
    const { contracts } = deployment.genesis;
    const told: string[] = [];
    await deployContracts({ ...deployment, onProgress: (text) => told.push(text) });
    expect(told.map((line) => line.replace(/0x\w{64}/, 'HASH'))).toEqual(
      CONTRACTS.flatMap((name) => [
        `${name}: sent HASH, waiting for a block`,
        `${name} is at ${contracts[name]}, ${GAS[name]} gas`,
      ]),
    );
    expect(await readCheckpoints(contracts, 'genesisHash')).toBe(hashOfGenesis(deployment.genesis));
    expect(lower(await readCheckpoints(contracts, 'gateway'))).toBe(contracts.gateway);
    expect(lower(await readCheckpoints(contracts, 'vault'))).toBe(contracts.vault);
  });

  it('costs what the README says', () => {
    const { checkpoints, gateway, vault } = GAS;
    const millions = (gas: number) => (gas / 1e6).toFixed(1);
    expect(readFileSync('contracts/README.md', 'utf8').replaceAll('\n', ' ')).toContain(
      `take ${millions(checkpoints + gateway + vault)} million gas ` +
        `(Checkpoints ${millions(checkpoints)}, Gateway ${millions(gateway)}, Vault ${millions(vault)})`,
    );
  });

  it('tells a final block before the first creation, from which events can be read', async () => {
    const deployment = await planned();
    const { client } = ethereum;
    await chainControl().mine({ blocks: 200 });
    const { number: final } = await client.getBlock({ blockTag: 'finalized' });
    const told: bigint[] = [];
    await deployContracts({ ...deployment, onStart: (block) => told.push(block) });
    expect(told).toEqual([final]);
    expect(final).toBeGreaterThan(100n);
    const address = deployment.genesis.contracts.checkpoints;
    expect(await client.getCode({ address, blockNumber: final })).toBeUndefined();
  });

  it('that was interrupted goes on', async () => {
    const deployment = await planned();
    await interruptAfterFirst(deployment);
    const told: string[] = [];
    const starts: bigint[] = [];
    await deployContracts({
      ...deployment,
      onProgress: (text) => told.push(text),
      onStart: (block) => starts.push(block),
    });
    expect(told[0]).toMatch(/^checkpoints is at 0x\w{40} already$/);
    const created = told.filter((line) => line.endsWith('gas')).map((line) => line.split(' ')[0]);
    expect(created).toEqual(['gateway', 'vault']);
    expect(starts).toEqual([]);
  });

  it('that is complete creates nothing more', async () => {
    const deployment = await planned();
    await deployContracts(deployment);
    const before = await nonceOf(deployer);
    await deployContracts(deployment);
    expect(await nonceOf(deployer)).toBe(before);
  });
});

describe('a deployment is refused, and nothing is sent,', () => {
  async function expectRefused(deployment: Deployment, code: string, words: RegExp) {
    const before = await nonceOf(deployment.deployer);
    await expect(deployContracts(deployment)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(words),
    });
    expect(await nonceOf(deployment.deployer)).toBe(before);
  }

  it('when genesis names no contracts', async () => {
    const deployment = await planned();
    const zeros = { checkpoints: ZERO_ADDRESS, gateway: ZERO_ADDRESS, vault: ZERO_ADDRESS };
    const genesis = { ...deployment.genesis, contracts: zeros };
    await expectRefused({ ...deployment, genesis }, 'deploy/not-planned', /plan first/);
  });

  it('when genesis breaks a rule', async () => {
    const deployment = await planned();
    const allocations = [{ account: alice.account, amountWei: 1n }];
    const genesis = { ...deployment.genesis, allocations };
    await expectRefused({ ...deployment, genesis }, 'genesis/invalid', /no allocations/);
  });

  it('on another chain', async () => {
    const deployment = await planned();
    const genesis = { ...deployment.genesis, ethereumChainId: 1n };
    await expectRefused({ ...deployment, genesis }, 'deploy/wrong-chain', /chain 1,.* 31337/);
  });

  it('by another account', async () => {
    const deployment = await planned();
    const other = ethereum.accounts[1] as PrivateKeyAccount;
    await expectRefused({ ...deployment, deployer: other }, 'deploy/wrong-account', /plan --again/);
  });

  it('by an account that sent something else since', async () => {
    const deployment = await planned();
    const { client } = ethereum;
    await client.waitForTransactionReceipt({ hash: await sendOther() });
    await expectRefused(deployment, 'deploy/address-lost', /failed, or was another/);
    for (let count = 1; count <= CONTRACTS.length; count++) {
      await client.waitForTransactionReceipt({ hash: await sendOther() });
    }
    await expectRefused(deployment, 'deploy/wrong-account', /something else since/);
  });

  it('while transactions of the account are under way', async () => {
    const deployment = await planned();
    const chain = chainControl();
    // Neither at once nor from time to time.
    await chain.setIntervalMining({ interval: 0 });
    try {
      await sendOther();
      await expectRefused(deployment, 'deploy/under-way', /1 transactions that are not mined/);
    } finally {
      await chain.mine({ blocks: 1 });
      await chain.setAutomine(true);
    }
  });

  it('when a contract of another genesis stands there', async () => {
    const deployment = await planned();
    await interruptAfterFirst(deployment);
    const genesis = { ...deployment.genesis, chainName: 'Other' };
    await expectRefused(
      { ...deployment, genesis },
      'deploy/other-contract',
      /checkpoints.* genesisHash is another/,
    );
  });

  it('when a contract with other rules stands there', async () => {
    const deployment = await planned();
    await interruptAfterFirst(deployment);
    const rules = { ...DEFAULT_RULES, grace: 5n };
    await expectRefused({ ...deployment, rules }, 'deploy/other-contract', /its grace is another/);
    await deployContracts(deployment);
    const short = { ...DEFAULT_RULES, window: 5n };
    await expectRefused(
      { ...deployment, rules: short },
      'deploy/other-contract',
      /vault.* its window is another/,
    );
  });

  it('when nothing stands where a creation failed', async () => {
    const deployment = await planned();
    const { wallet } = ethereum;
    const deployContract = ((request: Parameters<typeof wallet.deployContract>[0]) =>
      wallet.deployContract(
        Object.assign(request, { gas: 1_000_000n }),
      )) as WalletClient['deployContract'];
    await expect(
      deployContracts({ ...deployment, wallet: { ...wallet, deployContract } }),
    ).rejects.toMatchObject({
      code: 'deploy/failed',
      message: expect.stringMatching(/plan --again/),
    });
    await expectRefused(deployment, 'deploy/address-lost', /where checkpoints should be/);
  });

  it('from an account with too little ether for all', async () => {
    const poor = privateKeyToAccount(`0x${'11'.repeat(32)}`);
    await chainControl().setBalance({ address: poor.address, value: parseEther('0.002') });
    const deployment = await planned(poor);
    await expectRefused(
      deployment,
      'deploy/too-little-ether',
      /has 0\.002 ether.*checkpoints, gateway and vault may take 0\.0\d+ .*Nothing was sent\./,
    );
  });
});

describe('a deployment that cannot go on says what stands, and a later one goes on,', () => {
  async function expectGoesOn(deployment: Deployment) {
    const told: string[] = [];
    await deployContracts({ ...deployment, onProgress: (text) => told.push(text) });
    expect(told[0]).toMatch(/^checkpoints is at 0x\w{40} already$/);
    expect(told.at(-1)).toMatch(/^vault is at 0x\w{40}, \d+ gas$/);
  }

  it('when the ether is spent', async () => {
    const deployment = await planned();
    await interruptAfterFirst(deployment);
    const { address } = deployer;
    const { setBalance } = chainControl();
    await setBalance({ address, value: parseEther('0.002') });
    await expect(deployContracts(deployment)).rejects.toMatchObject({
      code: 'deploy/too-little-ether',
      message: expect.stringMatching(
        /has 0\.002 ether, and to create gateway and vault may .*checkpoints stands already/,
      ),
    });
    await setBalance({ address, value: parseEther('1') });
    await expectGoesOn(deployment);
  });

  it('with just the ether that the refusal asks for', async () => {
    const poor = privateKeyToAccount(`0x${'11'.repeat(32)}`);
    const deployment = await planned(poor);
    const refusal = (await deployContracts(deployment).catch((e: unknown) => e)) as Error;
    const lack = /Give it (\S+) ether more/.exec(refusal.message)?.[1] ?? '';
    await chainControl().setBalance({ address: poor.address, value: parseEther(lack) });
    await expect(deployContracts(deployment)).resolves.toBeUndefined();
  });

  it('when the endpoint falls silent, whose URL it does not tell', async () => {
    const deployment = await planned();
    const url = 'https://endpoint.test/v3/secret';
    const { wallet } = ethereum;
    let calls = 0;
    const deployContract = ((request: Parameters<typeof wallet.deployContract>[0]) => {
      if (++calls === 2) throw new HttpRequestError({ url });
      return wallet.deployContract(request);
    }) as WalletClient['deployContract'];
    const interrupted = { ...deployment, wallet: { ...wallet, deployContract } };
    await expect(deployContracts(interrupted)).rejects.toMatchObject({
      code: 'deploy/interrupted',
      message:
        'The endpoint https://endpoint.test does not answer. Check the URL given by --rpc, its ' +
        'path too, and that an Ethereum node serves it. checkpoints stands already. The ' +
        'transaction that creates gateway may be under way. Nothing is lost; deploy again, with ' +
        'the same options: it goes on where this one stopped.',
    });
    await expectGoesOn(deployment);
  });

  it('when the endpoint falls silent while a contract is compared: it is not another', async () => {
    const deployment = await planned();
    await interruptAfterFirst(deployment);
    const readContract = () => {
      throw new HttpRequestError({ url: 'https://endpoint.test' });
    };
    const client = { ...ethereum.client, readContract: async () => readContract() };
    await expect(deployContracts({ ...deployment, client })).rejects.toThrow(HttpRequestError);
    await expectGoesOn(deployment);
  });
});

describe('a plan', () => {
  it('names the chain, the contracts, and the endpoint where the file has none of it', async () => {
    const file = networkFile();
    const { genesis, ethereum: part, proofsOfPossession } = await plan(file);
    const address = lower(deployer.address);
    const contracts = plannedAddresses(address, await nonceOf(deployer));
    expect(genesis).toEqual({ ...file.genesis, ethereumChainId: 31_337n, contracts });
    expect(part).toEqual({ chainId: 31_337n, name: 'Ethereum', rpcUrls: [ethereum.url] });
    expect(proofsOfPossession).toEqual([]);
  });

  it('keeps the endpoints that the file has for the chain', async () => {
    const part = { chainId: 31_337n, name: 'Ethereum', rpcUrls: ['https://one', 'https://two'] };
    const { ethereum: kept } = await plan({ ...networkFile(), ethereum: part });
    expect(kept).toEqual(part);
  });

  it('forgets where contracts began that were planned before', async () => {
    const part = { chainId: 31_337n, name: 'Ethereum', rpcUrls: ['https://one'], startBlock: 7n };
    const { ethereum: kept } = await plan({ ...networkFile(), ethereum: part });
    expect(kept.startBlock).toBeUndefined();
  });

  it('leaves founding stake, and refuses coins that nothing stands behind', async () => {
    const allocations = [{ account: alice.account, amountWei: parseEther('1') }];
    await expect(plan(networkFile({ allocations }))).rejects.toMatchObject({
      code: 'deploy/unbacked-coins',
      message: expect.stringMatching(/allocations.*Founding stake stays/),
    });
    expect((await plan(networkFile())).genesis.committee).toEqual(committee);
  });
});

describe('a chain without the precompiles of Prague', () => {
  let old: Ethereum;
  beforeAll(async () => {
    old = await startEthereum({ hardfork: 'cancun' });
  });
  afterAll(() => old.stop());

  const refusal = {
    code: 'deploy/no-precompiles',
    message: expect.stringMatching(
      /^Chain 31337 has no precompile at 0x0+b: .*Prague.*Nothing was deployed/,
    ),
  };

  it('is refused by a plan and by a deployment', async () => {
    const deployment = await planned();
    const { client, wallet } = old;
    await expect(plan(networkFile(), old)).rejects.toMatchObject(refusal);
    await expect(deployContracts({ ...deployment, client, wallet })).rejects.toMatchObject(refusal);
    expect(await client.getTransactionCount({ address: deployer.address })).toBe(0);
  });
});

async function planned(by = deployer): Promise<Deployment> {
  const { client, wallet } = ethereum;
  const contracts = plannedAddresses(lower(by.address), await nonceOf(by));
  const genesis = testGenesis({ contracts, committee, allocations: [] });
  return { client, wallet, deployer: by, genesis, rules: DEFAULT_RULES };
}

function plan(file: NetworkFile, on = ethereum): Promise<NetworkFile> {
  return planNetwork({ file, client: on.client, rpc: on.url, deployer: lower(deployer.address) });
}

function networkFile(genesis: Partial<Genesis> = {}): NetworkFile {
  return {
    genesis: testGenesis({ committee, allocations: [], ...genesis }),
    proofsOfPossession: ['0x11'],
    validatorNames: [],
    coinSymbol: 'ETH',
    seeds: [],
    iceServers: [],
    local: false,
    ethereum: { chainId: 1n, name: 'Ethereum', rpcUrls: ['https://mainnet'] },
  };
}

async function interruptAfterFirst(deployment: Deployment): Promise<void> {
  const onProgress = (text: string) => {
    if (text.includes(' is at ')) throw new RangeError('power failure');
  };
  await expect(deployContracts({ ...deployment, onProgress })).rejects.toThrow('power failure');
}

function chainControl() {
  return createTestClient({ mode: 'anvil', transport: http(ethereum.url) });
}

/** A transaction that has nothing to do with the deployment. */
function sendOther(): Promise<Hex> {
  const transfer = { to: deployer.address, value: 1n };
  return ethereum.wallet.sendTransaction({ account: deployer, chain: null, ...transfer });
}

function nonceOf({ address }: PrivateKeyAccount): Promise<number> {
  return ethereum.client.getTransactionCount({ address });
}

function readCheckpoints(
  { checkpoints }: Genesis['contracts'],
  functionName: 'genesisHash' | 'gateway' | 'vault',
) {
  return ethereum.client.readContract({ abi: checkpointsAbi, address: checkpoints, functionName });
}

function lower(address: string): Address {
  return address.toLowerCase() as Address;
}
