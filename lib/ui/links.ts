import type { Address, Hash } from '../core/bytes.ts';

/** Addresses of pages. Static files have no parameters, so facts travel in the query. */
export const links = {
  node: '/',
  trust: '/#trust',
  bridge: '/bridge/',
  explorer: '/explorer/',
  ask: '/ask/',
  newQuestion: '/ask/new/',
  tags: '/ask/tags/',
  flags: '/ask/flags/',
  wallet: '/wallet/',
  freeToday: '/wallet/#free',
  stake: '/stake/',
  rescue: '/rescue/',
  block: (ref: bigint | Hash) => `/explorer/?block=${ref}`,
  transaction: (hash: Hash) => `/explorer/?tx=${hash}`,
  find: (hash: Hash) => `/explorer/?find=${hash}`,
  /** A question, or one post on its page. */
  question: (id: bigint, post?: bigint) =>
    `/ask/question/?id=${id}${post === undefined || post === id ? '' : `#p${post}`}`,
  /** One of this tab, before the chain has a number for it. */
  sentQuestion: (item: bigint) => `/ask/question/?sent=${item}`,
  tag: (name: string) => `/ask/?tag=${encodeURIComponent(name)}`,
  person: (address: Address) => `/ask/person/?account=${address}`,
  history: (post: bigint, question: bigint) => `/ask/history/?id=${post}&question=${question}`,
  account: (address: Address) => `/explorer/?account=${address}`,
} as const;
