import { encodeDeployData, formatGwei } from 'viem';
import type { ContractName } from './addresses.ts';
import { creationOf } from './creations.ts';
import type { Deployment } from './deployment.ts';
import { tooLittleEther } from './refusals.ts';

/** What the transaction that creates a contract offers. */
export interface Fees {
  gas: bigint;
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
}

/**
 * Fees of the first of these creations, of which there is at least one.
 * @throws WeftError `deploy/too-little-ether` if the account cannot pay for all of them, at the
 *   most that gas may cost
 */
export async function affordableFees(
  deployment: Deployment,
  missing: readonly ContractName[],
): Promise<Fees> {
  const { client, deployer } = deployment;
  const { maxFeePerGas, maxPriorityFeePerGas } = await client.estimateFeesPerGas();
  const gasOfEach = await Promise.all(missing.map((name) => gasOf(deployment, name)));
  const gas = gasOfEach.reduce((sum, each) => sum + each, 0n);
  const neededWei = gas * maxFeePerGas;
  const balanceWei = await client.getBalance({ address: deployer.address });
  if (balanceWei < neededWei) {
    const price = `${gas} gas at up to ${formatGwei(maxFeePerGas)} gwei`;
    throw tooLittleEther(deployment, { missing, neededWei, balanceWei, price });
  }
  return { gas: gasOfEach[0] as bigint, maxFeePerGas, maxPriorityFeePerGas };
}

/** Without a price, which an account with too little would be refused for. */
function gasOf({ client, deployer, genesis, rules }: Deployment, name: ContractName) {
  const { abi, bytecode, parameters } = creationOf(name, genesis, rules);
  const args = parameters.map(({ value }) => value);
  return client.estimateGas({
    account: deployer.address,
    data: encodeDeployData({ abi, bytecode, args }),
  });
}
