import type { BlockSummary } from '../client/types.ts';
import { Ago } from './ago.tsx';
import type { Committees } from './committees.ts';
import { formatNumber } from './format/format-number.ts';
import { formatSeconds } from './format/format-time.ts';
import { links } from './links.ts';
import { messages } from './messages.ts';
import { PageLink } from './page-link.tsx';
import { WeaveRow } from './weave-row.tsx';

/** Blocks, each with its certificate as one woven row. */
export function BlockList({
  blocks,
  committees,
  nowMs,
}: {
  blocks: readonly BlockSummary[];
  committees: Committees;
  nowMs: number;
}) {
  return (
    <ol className="text-sm">
      {blocks.map((block) => (
        <li
          key={`${block.height}`}
          className="grid min-h-[52px] grid-cols-[92px_minmax(0,1fr)_52px_56px] items-center gap-4 border-t border-hairline px-6 py-2 first:border-t-0 max-desk:grid-cols-[84px_minmax(0,1fr)_40px] max-desk:gap-2.5 max-desk:px-4"
        >
          <span className="text-control font-strong">
            <PageLink
              href={links.block(block.height)}
              className="-my-1 inline-block py-1 underline-offset-[3px] hover:underline"
            >
              {formatNumber(block.height)}
            </PageLink>
            <small className="block text-xs font-text text-ink-2">
              <Ago timestampMs={block.timestampMs} nowMs={nowMs} />
            </small>
          </span>
          <WeaveRow block={block} committee={committees.get(block.epoch)} size="row" />
          <span className="text-right whitespace-nowrap">
            {messages.loom.transactions(block.transactionCount)}
          </span>
          <span
            className="text-right whitespace-nowrap text-ink-2 max-desk:hidden"
            title={
              block.finalityMs === undefined ? undefined : messages.milliseconds(block.finalityMs)
            }
          >
            {block.finalityMs !== undefined && formatSeconds(block.finalityMs)}
          </span>
        </li>
      ))}
    </ol>
  );
}
