'use client';
import type { ReactNode } from 'react';
import type { Hash } from '../../../lib/client/types.ts';
import { useChain } from '../../../lib/react/use-chain.ts';
import { useNames } from '../../../lib/react/use-names.ts';
import { useTransaction } from '../../../lib/react/use-transaction.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { useNow } from '../../../lib/ui/use-now.ts';
import { Reading } from './reading.tsx';
import { TransactionDetail } from './transaction-detail.tsx';

const NOW_EVERY_MS = 60_000;

export function TransactionPage({
  hash,
  missing,
}: {
  hash: Hash;
  /** Shown while this node knows no such transaction. */
  missing: ReactNode;
}) {
  const { value: transaction, error } = useTransaction(hash);
  const chain = useChain();
  const nameOf = useNames();
  const nowMs = useNow(NOW_EVERY_MS);
  if (transaction === null) return missing;
  if (!transaction || !chain) return <Reading here={messages.transaction.title} error={error} />;
  return (
    <TransactionDetail transaction={transaction} chain={chain} nowMs={nowMs} nameOf={nameOf} />
  );
}
