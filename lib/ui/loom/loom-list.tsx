import type { Address } from '../../client/types.ts';
import { cx } from '../cx.ts';
import { formatNumber } from '../format/format-number.ts';
import { formatSeconds } from '../format/format-time.ts';
import { shortHex } from '../format/short-hex.ts';
import { links } from '../links.ts';
import { messages } from '../messages.ts';
import { PageLink } from '../page-link.tsx';
import type { LoomRow } from './loom-rows.ts';

const words = messages.loom;

/** The rows of the cloth in words, line for line beside it. */
export function LoomList({
  rows,
  nameOf,
}: {
  rows: readonly LoomRow[];
  nameOf: (address: Address) => string | undefined;
}) {
  return (
    <ol aria-label={words.rows}>
      {rows.map((row) => (
        <li
          key={row.key}
          className={cx(
            'grid h-[30px] grid-cols-[88px_60px_minmax(0,1fr)_62px] items-center gap-2 @max-[44.5rem]:grid-cols-1 @max-[44.5rem]:text-right @max-[44.5rem]:text-xs',
            row.kind === 'missed' ? 'text-care' : 'text-ink-2',
          )}
        >
          {row.kind === 'missed' ? (
            <span className="col-span-4 @max-[44.5rem]:col-span-1">
              <span className="@max-[44.5rem]:hidden">{words.missedViews(row.count)}</span>
              <span className="@min-[44.5rem]:hidden">{words.missed(row.count)}</span>
            </span>
          ) : (
            <>
              <PageLink
                href={links.block(row.block.height)}
                className="py-1 font-[540] text-ink hover:underline"
              >
                {formatNumber(row.block.height)}
              </PageLink>
              <span className="@max-[44.5rem]:hidden">
                {words.transactions(row.block.transactionCount)}
              </span>
              <span className="truncate @max-[44.5rem]:hidden">
                {nameOf(row.block.proposer) ?? shortHex(row.block.proposer)}
              </span>
              <span className="text-right @max-[44.5rem]:hidden">
                {row.block.finalityMs !== undefined && formatSeconds(row.block.finalityMs)}
              </span>
            </>
          )}
        </li>
      ))}
    </ol>
  );
}
