'use client';
import type { ReactNode } from 'react';
import type { Hash } from '../../../lib/client/types.ts';
import { useBlock } from '../../../lib/react/use-block.ts';
import { useChain } from '../../../lib/react/use-chain.ts';
import { useCommittees } from '../../../lib/react/use-committees.ts';
import { useNames } from '../../../lib/react/use-names.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { isBoundary } from '../../../lib/ui/committees.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { useNow } from '../../../lib/ui/use-now.ts';
import { BlockView } from './block-view.tsx';
import { Reading } from './reading.tsx';

const NOW_EVERY_MS = 60_000;

export function BlockPage({
  reference,
  missing,
}: {
  reference: bigint | Hash;
  /** Shown while this node has no such block. */
  missing: ReactNode;
}) {
  const { value: block, error } = useBlock(reference);
  const chain = useChain();
  const status = useStatus();
  const committees = useCommittees([
    block?.epoch,
    block && isBoundary(block) ? block.epoch + 1n : undefined,
    ...(block?.evidence ?? []).map(({ epoch }) => epoch),
  ]);
  const nameOf = useNames();
  const nowMs = useNow(NOW_EVERY_MS);
  if (block === null) return missing;
  if (!block || !chain) return <Reading here={messages.block.title} error={error} />;
  return (
    <BlockView
      block={block}
      chain={chain}
      committees={committees}
      finalizedHeight={status?.finalizedHeight ?? block.height}
      nowMs={nowMs}
      nameOf={nameOf}
    />
  );
}
