import type { TransactionReceipt } from 'viem';
import { assertGenesis } from '../../lib/chain/genesis.ts';
import { WeftError } from '../../lib/core/errors.ts';
import { CONTRACTS, type ContractName, deployedCount, isPlanned } from './addresses.ts';
import { creationOf } from './creations.ts';
import type { Deployment } from './deployment.ts';
import { chainIdFrom, isSilence } from './endpoint.ts';
import { affordableFees, type Fees } from './fees.ts';
import { assertPrecompiles } from './precompiles.ts';
import {
  addressLost,
  failed,
  interrupted,
  notPlanned,
  otherContract,
  underWay,
  wrongAccount,
  wrongChain,
} from './refusals.ts';

/** Who waited in vain deploys again: what was mined meanwhile is found. */
const MINED_WITHIN_MS = 600_000;

/**
 * Creates the contracts at the addresses that genesis names, or those of them that are missing: a
 * deployment that was interrupted goes on.
 * @throws WeftError `deploy/not-planned`, `deploy/endpoint`, `deploy/wrong-chain`,
 *   `deploy/no-precompiles`, `deploy/under-way`, `deploy/wrong-account` when the account can no
 *   longer create contracts at these addresses, `deploy/too-little-ether`, `deploy/interrupted`,
 *   `deploy/failed`, `deploy/address-lost`, `deploy/other-contract`. Any other error comes from the
 *   endpoint before anything was sent.
 */
export async function deployContracts(deployment: Deployment): Promise<void> {
  const { client, genesis, onProgress } = deployment;
  assertGenesis(genesis);
  if (!isPlanned(genesis)) throw notPlanned();
  const chainId = await chainIdFrom(client);
  if (chainId !== genesis.ethereumChainId) throw wrongChain(genesis.ethereumChainId, chainId);
  await assertPrecompiles(client);
  const nonce = await settledNonce(deployment);
  const done = deployedCount(deployment.deployer.address, nonce, genesis.contracts);
  if (done === undefined) throw wrongAccount(deployment, nonce);
  for (const name of CONTRACTS.slice(0, done)) {
    await assertContract(deployment, name);
    onProgress?.(`${name} is at ${genesis.contracts[name]} already`);
  }
  for (const [i, name] of CONTRACTS.entries()) {
    if (i < done) continue;
    const gas = await createNext(deployment, CONTRACTS.slice(i), nonce - done + i);
    onProgress?.(`${name} is at ${genesis.contracts[name]}, ${gas} gas`);
  }
}

/** Creates the first of the missing contracts and gives the gas it took. */
async function createNext(
  deployment: Deployment,
  missing: readonly ContractName[],
  nonce: number,
): Promise<bigint> {
  const { client, onStart } = deployment;
  const [name] = missing as [ContractName];
  let isSending = false;
  try {
    const fees = await affordableFees(deployment, missing);
    if (missing.length === CONTRACTS.length) {
      onStart?.((await client.getBlock({ blockTag: 'finalized' })).number);
    }
    isSending = true;
    const { gasUsed, blockNumber } = await create(deployment, name, { nonce, ...fees });
    await assertContract(deployment, name, blockNumber);
    return gasUsed;
  } catch (thrown) {
    throw thrown instanceof WeftError ? thrown : interrupted(missing, isSending, thrown);
  }
}

async function create(
  { client, wallet, deployer, genesis, rules, onProgress }: Deployment,
  name: ContractName,
  offer: Fees & { nonce: number },
): Promise<TransactionReceipt> {
  const { abi, bytecode, parameters } = creationOf(name, genesis, rules);
  const args = parameters.map(({ value }) => value);
  const common = { account: deployer, chain: null, ...offer };
  const hash = await wallet.deployContract({ ...common, abi, bytecode, args });
  onProgress?.(`${name}: sent ${hash}, waiting for a block`);
  const receipt = await client.waitForTransactionReceipt({ hash, timeout: MINED_WITHIN_MS });
  if (receipt.status !== 'success') throw failed(name, hash);
  return receipt;
}

/**
 * That what stands there is what would be created there. A server behind the endpoint that does not
 * know the block yet has to say so, rather than that nothing stands there.
 */
async function assertContract(
  { client, genesis, rules }: Deployment,
  name: ContractName,
  blockNumber?: bigint,
): Promise<void> {
  const address = genesis.contracts[name];
  const { abi, parameters } = creationOf(name, genesis, rules);
  const at = blockNumber === undefined ? {} : { blockNumber };
  if ((await client.getCode({ address, ...at })) === undefined) throw addressLost(name, address);
  for (const { name: functionName, value, changes } of parameters) {
    if (changes) continue;
    const question = { abi, address, functionName, ...at };
    const actual = await client.readContract(question).catch((thrown: unknown) => {
      if (isSilence(thrown)) throw thrown;
    });
    if (`${actual}`.toLowerCase() === `${value}`) continue;
    throw otherContract(name, address, functionName);
  }
}

/** What is sent and not mined yet could still become any of the contracts. */
async function settledNonce({ client, deployer: { address } }: Deployment): Promise<number> {
  const nonce = await client.getTransactionCount({ address });
  const pending = await client.getTransactionCount({ address, blockTag: 'pending' });
  if (pending > nonce) throw underWay(address, pending - nonce);
  return nonce;
}
