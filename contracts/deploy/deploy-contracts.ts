import type { PrivateKeyAccount, PublicClient, Hex as ViemHex, WalletClient } from 'viem';
import { assertGenesis, type Genesis } from '../../lib/chain/genesis.ts';
import { type Address, ZERO_ADDRESS } from '../../lib/core/bytes.ts';
import { WeftError } from '../../lib/core/errors.ts';
import { CONTRACTS, type ContractName, deployedCount } from './addresses.ts';
import { creationOf } from './creations.ts';
import { assertPrecompiles } from './precompiles.ts';
import type { ContractRules } from './rules.ts';

export interface Deployment {
  client: PublicClient;
  wallet: WalletClient;
  deployer: PrivateKeyAccount;
  genesis: Genesis;
  rules: ContractRules;
  /** Told before the first contract is created: no event of theirs is in an earlier block. */
  onStart?: (block: bigint) => void;
  onProgress?: (text: string) => void;
}

/** Who waited in vain deploys again: what was mined meanwhile is found. */
const MINED_WITHIN_MS = 600_000;

/**
 * Creates the contracts at the addresses that genesis names, or those of them that are missing: a
 * deployment that was interrupted goes on.
 * @throws WeftError `deploy/not-planned`, `deploy/wrong-chain`, `deploy/no-precompiles`,
 *   `deploy/under-way`, `deploy/wrong-account` when the account can no longer create contracts at
 *   these addresses, `deploy/failed`, `deploy/address-lost`, `deploy/other-contract`
 */
export async function deployContracts(deployment: Deployment): Promise<void> {
  const { client, genesis, onStart, onProgress } = deployment;
  assertGenesis(genesis);
  assertPlanned(genesis);
  await assertChain(client, genesis);
  await assertPrecompiles(client);
  const nonce = await settledNonce(deployment);
  const done = deployedCount(addressOf(deployment), nonce, genesis.contracts);
  if (done === undefined) throw wrongAccount(deployment, nonce);
  if (done === 0) onStart?.((await client.getBlock({ blockTag: 'finalized' })).number);
  for (const [i, name] of CONTRACTS.entries()) {
    const gas = i < done ? undefined : await create(deployment, name, nonce - done + i);
    await assertContract(deployment, name);
    const already = gas === undefined ? ' already' : `, ${gas} gas`;
    onProgress?.(`${name} is at ${genesis.contracts[name]}${already}`);
  }
}

/** Creates a contract and gives the gas it took. */
async function create(
  { client, wallet, deployer, genesis, rules }: Deployment,
  name: ContractName,
  nonce: number,
): Promise<bigint> {
  const { abi, bytecode, parameters } = creationOf(name, genesis, rules);
  const args = parameters.map(({ value }) => value);
  const common = { account: deployer, chain: null, nonce };
  const hash = await wallet.deployContract({ ...common, abi, bytecode, args });
  const receipt = await client.waitForTransactionReceipt({ hash, timeout: MINED_WITHIN_MS });
  if (receipt.status !== 'success') throw failed(name, hash);
  return receipt.gasUsed;
}

/** That what stands there is what would be created there. */
async function assertContract(
  { client, genesis, rules }: Deployment,
  name: ContractName,
): Promise<void> {
  const address = genesis.contracts[name];
  const { abi, parameters } = creationOf(name, genesis, rules);
  if ((await client.getCode({ address })) === undefined) throw addressLost(name, address);
  for (const { name: functionName, value, changes } of parameters) {
    if (changes) continue;
    const actual = await client.readContract({ abi, address, functionName }).catch(() => undefined);
    if (`${actual}`.toLowerCase() === `${value}`) continue;
    throw otherContract(name, address, functionName);
  }
}

export function assertPlanned({ contracts }: Genesis): void {
  if (contracts.checkpoints !== ZERO_ADDRESS) return;
  throw new WeftError(
    'deploy/not-planned',
    'Genesis names no contracts. Nothing was deployed; plan first, so that it does.',
  );
}

async function assertChain(client: PublicClient, genesis: Genesis): Promise<void> {
  const chainId = BigInt(await client.getChainId());
  if (chainId === genesis.ethereumChainId) return;
  throw new WeftError(
    'deploy/wrong-chain',
    `Genesis names Ethereum chain ${genesis.ethereumChainId}, and this endpoint serves ${chainId}. ` +
      'Nothing was deployed; choose an endpoint of the right chain.',
    { expected: `${genesis.ethereumChainId}`, actual: `${chainId}` },
  );
}

/** What is sent and not mined yet could still become any of the contracts. */
async function settledNonce({ client, deployer: { address } }: Deployment): Promise<number> {
  const nonce = await client.getTransactionCount({ address });
  const pending = await client.getTransactionCount({ address, blockTag: 'pending' });
  if (pending <= nonce) return nonce;
  throw new WeftError(
    'deploy/under-way',
    `Account ${address} has sent ${pending - nonce} transactions that are not mined yet. Nothing ` +
      'more was sent; deploy again when they are.',
    { address, nonce, pending },
  );
}

function wrongAccount({ deployer: { address }, genesis }: Deployment, nonce: number): WeftError {
  const { checkpoints } = genesis.contracts;
  return new WeftError(
    'deploy/wrong-account',
    `Account ${address}, whose next transaction is its number ${nonce}, cannot create a contract at ` +
      `${checkpoints}. Either the addresses were planned for another account, or it sent something ` +
      'else since. Nothing was deployed; plan again, with an account used for nothing else.',
    { address, nonce, checkpoints },
  );
}

function failed(name: ContractName, hash: ViemHex): WeftError {
  return new WeftError(
    'deploy/failed',
    `The transaction that creates ${name} failed: ${hash}. Its address is lost, and so are those of ` +
      'this plan; see why it failed, plan again and deploy.',
    { name, hash },
  );
}

function addressLost(name: ContractName, address: Address): WeftError {
  return new WeftError(
    'deploy/address-lost',
    `Nothing stands at ${address}, where ${name} should be: the transaction of the account that would ` +
      'have created it failed, or was another. Plan again, with an account used for nothing else.',
    { name, address },
  );
}

function otherContract(name: ContractName, address: Address, differs: string): WeftError {
  return new WeftError(
    'deploy/other-contract',
    `What stands at ${address} is not the ${name} of this network: its ${differs} is another. Either ` +
      'it was deployed with other options (give the same ones to go on), or for another genesis (then ' +
      'plan again).',
    { name, address, differs },
  );
}

function addressOf({ deployer }: Deployment): Address {
  return deployer.address.toLowerCase() as Address;
}
