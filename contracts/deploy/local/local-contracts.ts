import { getContractAddress } from 'viem';
import type { Genesis } from '../../../lib/chain/genesis.ts';
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

/**
 * What genesis says besides: points turn into YARN, and those who try things out may do much, with
 * so few points that ten votes of friends make a moderator.
 */
export const LOCAL_SETTINGS: Genesis['settings'] = [
  {
    module: 'qa',
    values: {
      ...{ editOthersFrom: 75n, hideFrom: 100n },
      ...{ questionsPerDay: 30n, answersPerDay: 60n, commentsPerDay: 60n, votesPerDay: 120n },
      ...{ karmaToken: LOCAL_ERC20.address, karmaPerPoint: 10n ** 18n },
      karmaPointsPerYear: 10_000n,
    },
  },
];

/** What a new local chain is given. */
export const LOCAL_CHAIN = {
  contracts: LOCAL_CONTRACTS,
  tokens: [LOCAL_ERC20, LOCAL_ERC721],
  settings: LOCAL_SETTINGS,
};

function tokenAddress(nonce: bigint): Address {
  const from = localAddress(LOCAL_ACCOUNTS.tokenMaker);
  return getContractAddress({ from, nonce }).toLowerCase() as Address;
}
