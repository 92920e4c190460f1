import { getContractAddress } from 'viem';
import type { Address } from '../../../lib/core/bytes.ts';
import type { NetworkToken } from '../../../lib/node/network-file.ts';
import { LOCAL_ACCOUNTS, localAddress } from '../../../lib/platform/nodejs/local-accounts.ts';
import { plannedAddresses } from '../addresses.ts';
import { type ContractRules, DEFAULT_RULES } from '../rules.ts';

// What stands on the local Ethereum, known before anything does: its accounts begin with number 0.

export const LOCAL_CONTRACTS = plannedAddresses(localAddress(LOCAL_ACCOUNTS.deployer), 0);

/** Exits that can be waited for, and bonds that are felt. */
export const LOCAL_RULES: ContractRules = {
  ...DEFAULT_RULES,
  window: 60n,
  exitBond: 10n ** 16n,
  challengeBond: 10n ** 16n,
};

export const LOCAL_ERC20: NetworkToken = {
  kind: 'erc20',
  address: tokenAddress(0n),
  name: 'Local Yarn',
  symbol: 'YARN',
  decimals: 18,
};

export const LOCAL_ERC721: NetworkToken = {
  kind: 'erc721',
  address: tokenAddress(1n),
  name: 'Local Patterns',
  symbol: 'PATTERN',
};

function tokenAddress(nonce: bigint): Address {
  const from = localAddress(LOCAL_ACCOUNTS.tokenMaker);
  return getContractAddress({ from, nonce }).toLowerCase() as Address;
}
