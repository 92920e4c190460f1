import {
  FREE_SHARE_PERCENT,
  MAX_MEMPOOL_BYTES,
  MAX_MEMPOOL_BYTES_PER_ACCOUNT,
  MAX_MEMPOOL_PER_ACCOUNT,
  MAX_MEMPOOL_TRANSACTIONS,
  MAX_REMEMBERED_DROP_BYTES,
  MAX_REMEMBERED_DROPS,
} from '../../core/limits.ts';

/** Bounds that tests narrow. */
export interface MempoolLimits {
  transactions: number;
  bytes: number;
  /** Besides, for transactions that somebody else pays. */
  freeTransactions: number;
  freeBytes: number;
  perAccount: number;
  bytesPerAccount: number;
  /** That left without being included, and are remembered. */
  drops: number;
  dropBytes: number;
}

export const MEMPOOL_LIMITS: MempoolLimits = {
  transactions: MAX_MEMPOOL_TRANSACTIONS,
  bytes: MAX_MEMPOOL_BYTES,
  freeTransactions: (MAX_MEMPOOL_TRANSACTIONS * FREE_SHARE_PERCENT) / 100,
  freeBytes: Math.floor((MAX_MEMPOOL_BYTES * FREE_SHARE_PERCENT) / 100),
  perAccount: MAX_MEMPOOL_PER_ACCOUNT,
  bytesPerAccount: MAX_MEMPOOL_BYTES_PER_ACCOUNT,
  drops: MAX_REMEMBERED_DROPS,
  dropBytes: MAX_REMEMBERED_DROP_BYTES,
};
