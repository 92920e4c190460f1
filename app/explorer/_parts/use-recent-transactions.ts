import { useEffect, useMemo, useState } from 'react';
import type { BlockSummary, TransactionView } from '../../../lib/client/types.ts';
import { useClient } from '../../../lib/react/use-client.ts';

const MAX_SHOWN = 12;
const MAX_KEPT_BLOCKS = 64;

/** Transactions of the newest blocks that have any, newest first. Final blocks are read once. */
export function useRecentTransactions(
  blocks: readonly BlockSummary[] | undefined,
): readonly TransactionView[] | undefined {
  const client = useClient();
  const [known, setKnown] = useState<ReadonlyMap<bigint, readonly TransactionView[]>>(new Map());
  const wanted = useMemo(() => heightsWithTransactions(blocks ?? []), [blocks]);
  const missing = wanted.find((height) => !known.has(height));

  useEffect(() => {
    if (missing === undefined || !client) return;
    let isCurrent = true;
    const know = (transactions: readonly TransactionView[]) => {
      if (!isCurrent) return;
      const entry = [missing, transactions] as const;
      setKnown((before) => new Map([...before, entry].slice(-MAX_KEPT_BLOCKS)));
    };
    client.block(missing).then(
      (block) => know(block?.transactions ?? []),
      () => know([]),
    );
    return () => {
      isCurrent = false;
    };
  }, [missing, client]);

  if (blocks === undefined) return undefined;
  const read = wanted.flatMap((height) => known.get(height) ?? []);
  return read.length === 0 && missing !== undefined ? undefined : read.slice(0, MAX_SHOWN);
}

/** As many blocks as it takes to fill the list. */
function heightsWithTransactions(blocks: readonly BlockSummary[]): bigint[] {
  let count = 0;
  return blocks
    .filter((block) => block.transactionCount > 0)
    .filter((block) => {
      const isNeeded = count < MAX_SHOWN;
      count += block.transactionCount;
      return isNeeded;
    })
    .map((block) => block.height);
}
