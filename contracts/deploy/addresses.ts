import { getContractAddress } from 'viem';
import type { Genesis } from '../../lib/chain/genesis.ts';
import { type Address, ZERO_ADDRESS } from '../../lib/core/bytes.ts';

export type ContractAddresses = Genesis['contracts'];
export type ContractName = keyof ContractAddresses;

/** In the order of deployment. */
export const CONTRACTS: readonly ContractName[] = ['checkpoints', 'gateway', 'vault'];

/** Genesis has all of their addresses or none. */
export function isPlanned({ contracts }: Genesis): boolean {
  return contracts.checkpoints !== ZERO_ADDRESS;
}

/**
 * Where the contracts will be that this account creates by its next three transactions, the first
 * with `nonce`. Known before: genesis names the contracts, and the contracts name its hash.
 */
export function plannedAddresses(deployer: Address, nonce: number): ContractAddresses {
  const addressAt = (position: number) =>
    getContractAddress({
      from: deployer,
      nonce: BigInt(nonce + position),
    }).toLowerCase() as Address;
  return { checkpoints: addressAt(0), gateway: addressAt(1), vault: addressAt(2) };
}

/**
 * How many of the planned contracts the account has created when its next transaction has `nonce`;
 * undefined if these addresses are not its own or it did something else in between.
 */
export function deployedCount(
  deployer: Address,
  nonce: number,
  contracts: ContractAddresses,
): number | undefined {
  for (let count = 0; count <= Math.min(nonce, CONTRACTS.length); count++) {
    const planned = plannedAddresses(deployer, nonce - count);
    if (CONTRACTS.every((name) => planned[name] === contracts[name])) return count;
  }
  return undefined;
}
