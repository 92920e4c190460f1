'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import type { Hash } from '../../../lib/client/types.ts';
import { useBlock } from '../../../lib/react/use-block.ts';
import { useTransaction } from '../../../lib/react/use-transaction.ts';
import { links } from '../../../lib/ui/links.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { Reading } from './reading.tsx';

/** A hash does not say what it is of, so both are asked, and the one that answers is shown. */
export function HashPage({ hash, missing }: { hash: Hash; missing: ReactNode }) {
  const router = useRouter();
  const block = useBlock(hash);
  const transaction = useTransaction(hash);
  const target = block.value
    ? links.block(hash)
    : transaction.value
      ? links.transaction(hash)
      : undefined;
  useEffect(() => {
    if (target) router.replace(target);
  }, [router, target]);
  if (block.value === null && transaction.value === null) return missing;
  return <Reading here={messages.explorer.search} error={block.error ?? transaction.error} />;
}
