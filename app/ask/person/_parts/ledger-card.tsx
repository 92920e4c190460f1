'use client';
import { useState } from 'react';
import type { LedgerPage } from '../../../../lib/client/qa/views.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { Card } from '../../../../lib/ui/card.tsx';
import { Empty } from '../../../../lib/ui/empty.tsx';
import { useNow } from '../../../../lib/ui/use-now.ts';
import { LedgerEntries } from './ledger-entries.tsx';
import { PointsChart } from './points-chart.tsx';
import { pointsOverTime } from './points-over-time.ts';

const words = askMessages.ledger;
const NOW_EVERY_MS = 10_000;

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
          <LedgerEntries entries={shown} total={total} nowMs={nowMs} />
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
