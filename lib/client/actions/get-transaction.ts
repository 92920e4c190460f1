import type { Hash } from '../../core/bytes.ts';
import type { Connection } from '../connection.ts';
import type { TransactionView } from '../types.ts';

/** Null if this node has never seen it. */
export function getTransaction(
  connection: Connection,
  hash: Hash,
): Promise<TransactionView | null> {
  return connection.request('transaction', { hash });
}
