import { useMemo } from 'react';
import type { NodeStatus } from '../../lib/client/types.ts';
import { Card } from '../../lib/ui/card.tsx';
import { Empty } from '../../lib/ui/empty.tsx';
import { formatNumber } from '../../lib/ui/format/format-number.ts';
import { secondsFromMs } from '../../lib/ui/format/format-time.ts';
import { Histogram } from '../../lib/ui/histogram.tsx';
import { histogramBins } from '../../lib/ui/histogram-bins.ts';
import { messages } from '../../lib/ui/messages.ts';
import { Stat } from '../../lib/ui/stat.tsx';

const words = messages.finality;

/** How long blocks took from first sight to final, as this node measured it. */
export function FinalityCard({ status }: { status: NodeStatus }) {
  const { finalityHistoryMs, missedViews } = status;
  const data = useMemo(() => histogramBins(finalityHistoryMs), [finalityHistoryMs]);
  if (!data) {
    return (
      <Card title={words.title}>
        <Empty picture="loose" title={words.empty}>
          {words.emptyNext}
        </Empty>
      </Card>
    );
  }
  return (
    <Card title={words.title} aside={words.last(finalityHistoryMs.length)}>
      <Histogram data={data} count={finalityHistoryMs.length} />
      <dl className="mt-[18px] grid grid-cols-3 gap-6">
        <Stat label={words.halfBy} unit={messages.seconds} title={`${data.halfMs} ms`}>
          {secondsFromMs(data.halfMs)}
        </Stat>
        <Stat label={words.slowest} unit={messages.seconds} title={`${data.slowestMs} ms`}>
          {secondsFromMs(data.slowestMs)}
        </Stat>
        <Stat label={words.missed}>{formatNumber(missedViews)}</Stat>
      </dl>
    </Card>
  );
}
