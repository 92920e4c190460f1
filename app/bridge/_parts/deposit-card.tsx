import type { DepositTransfer } from '../../../lib/client/bridge/transfer.ts';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { formatMoment, formatSpan } from '../../../lib/ui/format/format-time.ts';
import { HashText } from '../../../lib/ui/hash.tsx';
import { ProgressBar } from '../../../lib/ui/progress-bar.tsx';
import { Timeline, type TimelineEntry } from '../../../lib/ui/timeline.tsx';
import type { BridgeSituation } from './bridge-situation.ts';
import { finalInMs } from './expected.ts';
import { TransferFrame } from './transfer-frame.tsx';

const { deposits: words, routes, chips, table } = bridgeMessages;

/** A deposit between its block on Ethereum and its credit on the sidechain. */
export function DepositCard({
  transfer,
  situation,
}: {
  transfer: DepositTransfer;
  situation: BridgeSituation;
}) {
  const { moved, state, lane } = transfer;
  return (
    <TransferFrame
      moved={moved}
      assets={situation.assets}
      route={routes.deposit[lane]}
      chip={chips.deposit[state]}
      chipKind="pending"
    >
      <Timeline entries={entriesOf(transfer, situation)} />
    </TransferFrame>
  );
}

function entriesOf(
  { state, atMs, ethereum, progress, slot }: DepositTransfer,
  { blockMs }: BridgeSituation,
): TimelineEntry[] {
  const isFinal = state !== 'finalizing';
  return [
    {
      key: 'sent',
      title: words.sent,
      aside: atMs !== undefined && formatMoment(atMs, Date.now()),
      children: <HashText hash={ethereum.transaction} what={table.transaction} />,
      state: 'done',
    },
    {
      key: 'final',
      title: isFinal ? words.isFinal : words.finalizing,
      children: progress && (
        <div className="mt-2 grid gap-1.5">
          <ProgressBar share={progress.all === 0 ? 0 : progress.done / progress.all} />
          {words.finalizingWords(
            progress.done,
            progress.all,
            formatSpan(finalInMs(progress, blockMs)),
          )}
        </div>
      ),
      state: isFinal ? 'done' : 'now',
    },
    {
      key: 'credited',
      title: words.credited,
      children: (
        <>
          {isFinal ? words.creditedWaits : words.creditedSoon}
          {slot !== undefined && <>, {words.creditedCoin(slot)}</>}
        </>
      ),
      state: isFinal ? 'now' : 'later',
    },
  ];
}
