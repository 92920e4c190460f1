import type { ErrorObject } from '../../core/errors.ts';

// What the node's worker and its page say to each other about the person's wallet.

/** From the worker: a question about Ethereum. */
export interface WalletQuestion {
  id: number;
  method: string;
  params: readonly unknown[];
}

/** From the page. */
export type WalletAnswer = { id: number; result: unknown } | { id: number; error: ErrorObject };
