import type { TransactionView } from '../client/types.ts';
import type { Hash } from '../core/bytes.ts';
import type { Read } from './read.ts';
import { useRead } from './use-read.ts';

/** A transaction from pending to final; null while this node knows none of that hash. */
export function useTransaction(hash: Hash | undefined): Read<TransactionView | null> {
  return useRead<TransactionView | null, 'transaction'>(hash && `transaction ${hash}`, {
    load: (client) => client.transaction(hash as Hash),
    subscription: { topic: 'transaction', hash: hash as Hash },
    next: (transaction) => transaction,
  });
}
