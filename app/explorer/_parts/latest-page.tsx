'use client';
import { type ReactNode, useState } from 'react';
import type { BlockSummary } from '../../../lib/client/types.ts';
import { useBlocks } from '../../../lib/react/use-blocks.ts';
import { useChain } from '../../../lib/react/use-chain.ts';
import { useClient } from '../../../lib/react/use-client.ts';
import { useCommittees } from '../../../lib/react/use-committees.ts';
import { useNames } from '../../../lib/react/use-names.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { useNow } from '../../../lib/ui/use-now.ts';
import { ExplorerHome } from './explorer-home.tsx';
import { useRecentTransactions } from './use-recent-transactions.ts';

const FIRST_BLOCKS = 25;
const OLDER_BLOCKS = 50;

export function LatestPage({ search }: { search: ReactNode }) {
  const { value: newest, error } = useBlocks(FIRST_BLOCKS);
  const [older, loadOlder] = useOlderBlocks(newest);
  const blocks = newest && [...newest, ...older];
  const oldest = blocks?.at(-1);
  const status = useStatus();
  const epochs = (blocks ?? []).map(({ epoch }) => epoch);
  return (
    <ExplorerHome
      status={status}
      chain={useChain()}
      committees={useCommittees([status?.epoch, ...epochs])}
      blocks={blocks}
      transactions={useRecentTransactions(newest)}
      loadOlder={oldest && oldest.height > 1n ? loadOlder : undefined}
      nowMs={useNow()}
      nameOf={useNames()}
      search={search}
      error={newest ? undefined : error}
    />
  );
}

/** Blocks below the newest ones, as many as were asked for; they no longer change. */
function useOlderBlocks(newest: readonly BlockSummary[] | undefined): [BlockSummary[], () => void] {
  const client = useClient();
  const [older, setOlder] = useState<BlockSummary[]>([]);
  const lowestNew = newest?.at(-1)?.height ?? 0n;
  // New blocks push old ones out of the newest; what was read before covers them again.
  const shown = older.filter((block) => block.height < lowestNew);
  const load = async () => {
    const before = shown.at(-1)?.height ?? lowestNew;
    const read = await client?.blocks({ before, limit: OLDER_BLOCKS }).catch(() => undefined);
    if (!read) return;
    setOlder((blocks) => {
      const pushedOut = (newest ?? []).filter(
        (each) => !blocks.some((b) => b.height === each.height),
      );
      const known = new Map([...pushedOut, ...blocks, ...read].map((each) => [each.height, each]));
      return [...known.values()].sort((a, b) => (a.height < b.height ? 1 : -1));
    });
  };
  return [shown, load];
}
