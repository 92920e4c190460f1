import { coinFileFrom } from '../../../lib/client/bridge/coin-file-from.ts';
import { finalizeExitCall, withdrawBondCall } from '../../../lib/client/bridge/ethereum-call.ts';
import { type Step, waitingFor } from '../../../lib/client/bridge/sent.ts';
import type { ExitTransfer } from '../../../lib/client/bridge/transfer.ts';
import { TYPICAL_GAS } from '../../../lib/client/bridge/typical-gas.ts';
import { walkCall } from '../../../lib/client/bridge/vault-calls.ts';
import { useSendProven } from '../../../lib/react/bridge/use-send-proven.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { assetText, nameOf } from '../../../lib/ui/asset-amount.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import type { ChipKind } from '../../../lib/ui/chip.tsx';
import { Notice } from '../../../lib/ui/notice.tsx';
import { Spinner } from '../../../lib/ui/spinner.tsx';
import type { BridgeSituation } from './bridge-situation.ts';
import { CalendarButton } from './calendar-button.tsx';
import { EthereumFee } from './ethereum-fee.tsx';
import { ExitWindow } from './exit-window.tsx';
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
  const { moved, state, slot } = transfer;
  const isOver = state === 'bond' || state === 'void';
  const isRunning = state === 'window' || state === 'starting';
  return (
    <TransferFrame
      moved={moved}
      assets={situation.assets}
      route={routes.exit(slot)}
      chip={chips.exit[state]}
      chipKind={chipKindOf(state)}
      isUrgent={state === 'challenged'}
    >
      {!isOver && <ExitWindow transfer={transfer} />}
      {isOver && (
        <p className="text-sm text-ink-2">{state === 'bond' ? words.bondWords : words.void}</p>
      )}
      {state === 'challenged' && (
        <Notice kind="fault" title={chips.exit.challenged}>
          {words.challenged(transfer.openChallenges)}
        </Notice>
      )}
      {state === 'failed' && <Notice kind="fault" title={words.failed} />}
      {state === 'gone' && <Notice kind="care" title={words.gone} />}
      {state === 'final' && <p className="mb-3 text-sm text-ink-2">{words.finalWords}</p>}
      {isRunning && <Notice title={words.watch}>{words.watchWords}</Notice>}
      <ExitStep transfer={transfer} situation={situation} />
    </TransferFrame>
  );
}

/** The one thing that can be sent now, and the reminder while nothing can. */
function ExitStep({ transfer, situation }: { transfer: ExitTransfer; situation: BridgeSituation }) {
  const { exitId, slot } = transfer;
  const { assets, contracts, facts, sender, sent } = situation;
  const { isWrongNetwork } = useWallet();
  const sending = useSendProven(sender);
  const step = stepOf(transfer);
  const isSent = step !== undefined && waitingFor(step, sent) !== undefined;
  const isBusy = sending.isBusy || isSent;

  const go = (next: Step) =>
    sending.send(async (weft) => {
      if (next.what === 'finalizeExit') return finalizeExitCall(exitId, contracts);
      if (next.what === 'withdrawBond') return withdrawBondCall(exitId, contracts);
      const file = await weft.coinFile(slot, { transfersOnly: true });
      return walkCall(transfer, coinFileFrom(file), contracts);
    }, next);

  return (
    <>
      {sending.error && <SigningError error={sending.error} />}
      <div className="mt-4 flex flex-wrap items-center gap-2.5 max-desk:*:flex-1">
        {step && (
          <Button kind="primary" disabled={isBusy || isWrongNetwork} onClick={() => void go(step)}>
            {isBusy && <Spinner />}
            {isSent ? bridgeMessages.sent.waitsForBlock : stepWords(step, transfer, assets)}
          </Button>
        )}
        {step && (
          <EthereumFee gas={TYPICAL_GAS[step.what]} facts={facts} each={step.what === 'walk'} />
        )}
        {step?.what !== 'finalizeExit' && step?.what !== 'withdrawBond' && (
          <CalendarButton transfer={transfer} />
        )}
      </div>
    </>
  );
}

type ExitStepName = 'walk' | 'finalizeExit' | 'withdrawBond';

function stepOf({ state, exitId }: ExitTransfer): (Step & { what: ExitStepName }) | undefined {
  const ids = [exitId];
  if (state === 'challenged') return { what: 'walk', ids };
  if (state === 'final') return { what: 'finalizeExit', ids };
  return state === 'bond' || state === 'void' ? { what: 'withdrawBond', ids } : undefined;
}

function stepWords(
  { what }: Step,
  { moved }: ExitTransfer,
  assets: BridgeSituation['assets'],
): string {
  if (what === 'walk') return words.answer;
  return what === 'finalizeExit' ? words.pay(assetText(moved, nameOf(assets, moved))) : words.bond;
}

function chipKindOf(state: ExitTransfer['state']): ChipKind {
  if (state === 'challenged' || state === 'failed') return 'fault';
  if (state === 'gone') return 'care';
  return state === 'final' || state === 'bond' ? 'final' : 'pending';
}
