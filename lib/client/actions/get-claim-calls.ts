import type { Connection } from '../connection.ts';
import type { ClaimCalls } from '../types.ts';

/** Transactions on Ethereum that pay these withdrawals, by their places in the outbox. */
export function getClaimCalls(
  connection: Connection,
  indexes: readonly bigint[],
): Promise<ClaimCalls> {
  return connection.request('claimCalls', { indexes });
}
