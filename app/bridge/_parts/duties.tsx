import { useState } from 'react';
import { type Step, waitingFor } from '../../../lib/client/bridge/sent.ts';
import { TYPICAL_GAS } from '../../../lib/client/bridge/typical-gas.ts';
import type { ExitDuty } from '../../../lib/client/types.ts';
import { useSendToEthereum } from '../../../lib/react/bridge/use-send-to-ethereum.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { Countdown } from '../../../lib/ui/countdown.tsx';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';
import { Notice } from '../../../lib/ui/notice.tsx';
import { Spinner } from '../../../lib/ui/spinner.tsx';
import { useNow } from '../../../lib/ui/use-now.ts';
import type { BridgeSituation } from './bridge-situation.ts';
import { EthereumFee } from './ethereum-fee.tsx';
import { SigningError } from './signing-error.tsx';

const words = bridgeMessages.coins.duties;

/**
 * What the node's watchtower asks its person to send, for exits of others; own have a card, which
 * does not know of bonds that challengers of them lost.
 */
export function Duties({ situation }: { situation: BridgeSituation }) {
  const duties = useStatus()?.watchtower?.duties ?? [];
  const shown = duties.filter(
    ({ exitor, reason }) => exitor !== situation.account || reason === 'withdrawChallengeBond',
  );
  if (shown.length === 0) return null;
  return (
    <ul className="mb-6 grid gap-3">
      {shown.map((duty) => (
        <li key={`${duty.exitId} ${duty.reason}`} data-duty={duty.reason}>
          <DutyNotice duty={duty} situation={situation} />
        </li>
      ))}
    </ul>
  );
}

function DutyNotice({ duty, situation }: { duty: ExitDuty; situation: BridgeSituation }) {
  const { facts, sender, sent } = situation;
  const { slot, exitId, reason, call, deadlineMs } = duty;
  const { isWrongNetwork } = useWallet();
  const sending = useSendToEthereum(sender);
  const step: Step = { what: reason, ids: [exitId] };
  const [isDone, setDone] = useState(false);
  const isSent = isDone || waitingFor(step, sent) !== undefined;
  const nowMs = useNow();
  const isBusy = sending.stage === 'signing' || sending.stage === 'including';

  async function answer(): Promise<void> {
    if (await sending.send(call, step)) setDone(true);
  }

  return (
    <Notice
      kind={deadlineMs === undefined ? 'care' : 'fault'}
      title={`${words.title}: ${bridgeMessages.coins.name(slot)}`}
      actions={
        <Button
          kind="primary"
          size="small"
          disabled={isBusy || isSent || isWrongNetwork}
          onClick={() => void answer()}
        >
          {isBusy && <Spinner />}
          {words.answers[reason]}
        </Button>
      }
    >
      {words.words[reason]}{' '}
      {call.valueWei > 0n && `${words.bond(formatAmount(call.valueWei).short)} `}
      {deadlineMs !== undefined && (
        <Countdown
          untilMs={deadlineMs}
          nowMs={nowMs}
          words={words.deadline}
          passed={words.passed}
        />
      )}
      <p>
        <EthereumFee gas={TYPICAL_GAS[reason]} facts={facts} each={reason === 'walk'} />
      </p>
      {sending.error && <SigningError error={sending.error} />}
      {isSent && <p>{words.sent}</p>}
    </Notice>
  );
}
