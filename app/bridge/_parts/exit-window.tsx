import type { ExitTransfer } from '../../../lib/client/bridge/transfer.ts';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { formatMoment, formatSpan } from '../../../lib/ui/format/format-time.ts';
import { ProgressBar } from '../../../lib/ui/progress-bar.tsx';
import { useNow } from '../../../lib/ui/use-now.ts';

const words = bridgeMessages.exits;

/** The time in which others may challenge an exit, and its halves. */
export function ExitWindow({ transfer }: { transfer: ExitTransfer }) {
  const { startedAtMs, maturesAtMs } = transfer;
  const nowMs = useNow();
  const leftMs = maturesAtMs - nowMs;
  return (
    <div className="mb-3.5 text-xs text-ink-2">
      <div className="flex items-baseline justify-between gap-3">
        <span className="text-xl font-title tracking-tight text-ink" data-countdown={maturesAtMs}>
          {leftMs > 0 ? words.left(formatSpan(leftMs)) : words.over}
        </span>
        {words.until(formatMoment(maturesAtMs, nowMs))}
      </div>
      <div className="my-2">
        <ProgressBar half share={(nowMs - startedAtMs) / (maturesAtMs - startedAtMs)} />
      </div>
      <div className="flex justify-between gap-3">
        <span>{words.firstHalf}</span>
        <span>{words.secondHalf}</span>
      </div>
    </div>
  );
}
