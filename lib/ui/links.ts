import type { Address, Hash } from '../core/bytes.ts';

/** Addresses of pages. Static files have no parameters, so facts travel in the query. */
export const links = {
  node: '/',
  trust: '/#trust',
  bridge: '/bridge/',
  explorer: '/explorer/',
  wallet: '/wallet/',
  stake: '/stake/',
  rescue: '/rescue/',
  block: (ref: bigint | Hash) => `/explorer/?block=${ref}`,
  transaction: (hash: Hash) => `/explorer/?tx=${hash}`,
  find: (hash: Hash) => `/explorer/?find=${hash}`,
  account: (address: Address) => `/explorer/?account=${address}`,
} as const;
