import { CalendarPlus } from 'lucide-react';
import { calendarFile } from '../../../lib/client/bridge/calendar-file.ts';
import { coinFileFrom } from '../../../lib/client/bridge/coin-file-from.ts';
import { finalizeExitCall, withdrawBondCall } from '../../../lib/client/bridge/ethereum-call.ts';
import type { ExitTransfer } from '../../../lib/client/bridge/transfer.ts';
import { walkCall } from '../../../lib/client/bridge/vault-calls.ts';
import { useSendProven } from '../../../lib/react/bridge/use-send-proven.ts';
import { assetText, nameOf } from '../../../lib/ui/asset-amount.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import type { ChipKind } from '../../../lib/ui/chip.tsx';
import { formatMoment, formatSpan } from '../../../lib/ui/format/format-time.ts';
import { Notice } from '../../../lib/ui/notice.tsx';
import { ProgressBar } from '../../../lib/ui/progress-bar.tsx';
import { saveFile } from '../../../lib/ui/save-file.ts';
import { Spinner } from '../../../lib/ui/spinner.tsx';
import { useNow } from '../../../lib/ui/use-now.ts';
import type { BridgeSituation } from './bridge-situation.ts';
import { SigningError } from './signing-error.tsx';
import { TransferFrame } from './transfer-frame.tsx';

const { exits: words, routes, chips } = bridgeMessages;

/** A Vault coin between the start of its exit and its payment. */
export function ExitCard({
  transfer,
  situation,
}: {
  transfer: ExitTransfer;
  situation: BridgeSituation;
}) {
  const { moved, state, slot, exitId } = transfer;
  const { account, chain, client, contracts, assets } = situation;
  const sending = useSendProven(client, account, chain.ethereumChainId);
  const { isBusy } = sending;
  const isOver = state === 'bond' || state === 'void';
  const pay = () => sending.send(async () => finalizeExitCall(exitId, contracts));
  const takeBond = () => sending.send(async () => withdrawBondCall(exitId, contracts));
  const answer = () =>
    sending.send(async (weft) =>
      walkCall(exitId, coinFileFrom(await weft.coinFile(slot)), contracts),
    );
  return (
    <TransferFrame
      moved={moved}
      assets={assets}
      route={routes.exit(slot)}
      chip={chips.exit[state]}
      chipKind={chipKindOf(state)}
      isUrgent={state === 'challenged'}
    >
      {!isOver && <Window transfer={transfer} />}
      {isOver && (
        <p className="text-sm text-ink-2">{state === 'bond' ? words.bondWords : words.void}</p>
      )}
      {state === 'challenged' && (
        <Notice kind="fault" title={chips.exit.challenged}>
          {words.challenged(transfer.openChallenges)}
        </Notice>
      )}
      {state === 'failed' && <Notice kind="fault" title={words.failed} />}
      {state === 'final' && <p className="mb-3 text-sm text-ink-2">{words.finalWords}</p>}
      {(state === 'window' || state === 'starting') && (
        <Notice title={words.watch}>{words.watchWords}</Notice>
      )}
      {sending.error && <SigningError error={sending.error} />}
      <div className="mt-4 flex flex-wrap gap-2.5 max-desk:*:flex-1">
        {state === 'challenged' && (
          <Button kind="primary" disabled={isBusy} onClick={() => void answer()}>
            {isBusy && <Spinner />}
            {words.answer}
          </Button>
        )}
        {state === 'final' && (
          <Button kind="primary" disabled={isBusy} onClick={() => void pay()}>
            {isBusy && <Spinner />}
            {words.pay(assetText(moved, nameOf(assets, moved)))}
          </Button>
        )}
        {isOver && (
          <Button kind="primary" disabled={isBusy} onClick={() => void takeBond()}>
            {isBusy && <Spinner />}
            {words.bond}
          </Button>
        )}
        {state !== 'final' && !isOver && <CalendarButton transfer={transfer} />}
      </div>
    </TransferFrame>
  );
}

function Window({ transfer }: { transfer: ExitTransfer }) {
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

function CalendarButton({ transfer: { exitId, slot, maturesAtMs } }: { transfer: ExitTransfer }) {
  const save = () =>
    saveFile(
      `vault-coin-${slot}.ics`,
      'text/calendar',
      calendarFile({
        id: `exit-${exitId}@${location.host}`,
        title: words.calendarTitle(slot),
        description: words.calendarWords(slot, location.href),
        startMs: maturesAtMs,
        nowMs: Date.now(),
      }),
    );
  return (
    <Button size="small" onClick={save}>
      <CalendarPlus size={15} aria-hidden="true" />
      {words.calendar}
    </Button>
  );
}

function chipKindOf(state: ExitTransfer['state']): ChipKind {
  if (state === 'challenged' || state === 'failed') return 'fault';
  return state === 'final' || state === 'bond' ? 'final' : 'pending';
}
