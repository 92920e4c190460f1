'use client';
import type { Hash } from '../../../lib/client/types.ts';
import { useBlock } from '../../../lib/react/use-block.ts';
import { useTransaction } from '../../../lib/react/use-transaction.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { BlockPage } from './block-page.tsx';
import { NotFound } from './not-found.tsx';
import { Reading } from './reading.tsx';
import { TransactionPage } from './transaction-page.tsx';

/** A hash does not say what it is of, so both are asked. */
export function HashPage({ hash }: { hash: Hash }) {
  const block = useBlock(hash);
  const transaction = useTransaction(hash);
  if (block.value) return <BlockPage reference={hash} />;
  if (transaction.value) return <TransactionPage hash={hash} />;
  if (block.value === null && transaction.value === null) return <NotFound />;
  return <Reading here={messages.explorer.search} error={block.error ?? transaction.error} />;
}
