'use client';
import { useState } from 'react';
import type { LedgerEntry, LedgerPage } from '../../../../lib/client/qa/views.ts';
import { AccountAddress } from '../../../../lib/ui/address.tsx';
import { Ago } from '../../../../lib/ui/ago.tsx';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { Card } from '../../../../lib/ui/card.tsx';
import { Empty } from '../../../../lib/ui/empty.tsx';
import { formatNumber } from '../../../../lib/ui/format/format-number.ts';
import { links } from '../../../../lib/ui/links.ts';
import { PageLink } from '../../../../lib/ui/page-link.tsx';
import { Table, type TableRow } from '../../../../lib/ui/table.tsx';
import { useNow } from '../../../../lib/ui/use-now.ts';
import { PointsChart } from './points-chart.tsx';
import { pointsOverTime } from './points-over-time.ts';

const words = askMessages.ledger;
const NOW_EVERY_MS = 10_000;
const COLUMNS = [
  { key: 'points', title: words.columns.points, isNumber: true },
  { key: 'why', title: words.columns.why },
  { key: 'post', title: words.columns.post },
  { key: 'by', title: words.columns.by },
  { key: 'when', title: words.columns.when },
];

/** How a person came to their points: as a line, and change by change. */
export function LedgerCard({
  page,
  points,
  shownAtFirst,
}: {
  page: LedgerPage;
  points: bigint;
  shownAtFirst: number;
}) {
  const [isOpen, setOpen] = useState(false);
  const nowMs = useNow(NOW_EVERY_MS);
  const { entries, total } = page;
  const shown = isOpen ? entries : entries.slice(0, shownAtFirst);
  return (
    <Card flush title={words.title} aside={<span className="text-xs">{words.note}</span>}>
      {entries.length === 0 ? (
        <Empty title={words.none}>{words.noneNext}</Empty>
      ) : (
        <>
          <figure aria-label={words.chart} className="px-6 pt-2 pb-5 max-desk:px-4">
            <PointsChart line={pointsOverTime(points, entries)} />
            {total > entries.length && (
              <figcaption className="mt-2 text-xs text-ink-2">
                {words.partly(entries.length, total)}
              </figcaption>
            )}
          </figure>
          <Table
            label={words.table}
            columns={COLUMNS}
            rows={shown.map((entry, i) => rowFrom(entry, `${total - i}`, nowMs))}
          />
          {shown.length < entries.length && (
            <div className="border-t border-hairline px-3 py-3 max-desk:px-1">
              <Button size="small" kind="quiet" onClick={() => setOpen(true)}>
                {words.more}
              </Button>
            </div>
          )}
        </>
      )}
    </Card>
  );
}

function rowFrom(entry: LedgerEntry, key: string, nowMs: number): TableRow {
  const { points, reason, by, post, title, atMs } = entry;
  return {
    key,
    cells: [
      <b key="points" className={points > 0n ? 'text-dye-3' : 'text-ink-2'}>
        {points > 0n ? '+' : '−'}
        {formatNumber(points > 0n ? points : -points)}
      </b>,
      words.reasons[reason],
      post > 0n && (
        <PageLink
          key="post"
          href={`${links.question(post)}#p${post}`}
          className="link inline-block max-w-[28ch] truncate py-1 align-middle"
        >
          <bdi>{title === '' ? askMessages.post.hiddenTitle : title}</bdi>
        </PageLink>
      ),
      <AccountAddress key="by" address={by} />,
      <Ago key="when" timestampMs={atMs} nowMs={nowMs} />,
    ],
  };
}
