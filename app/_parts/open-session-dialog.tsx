import { type FormEvent, useState } from 'react';
import type { Session } from '../../lib/react/session/use-session.ts';
import { useStatus } from '../../lib/react/use-status.ts';
import { useWallet } from '../../lib/react/wallet/use-wallet.ts';
import { Button } from '../../lib/ui/button.tsx';
import { Dialog } from '../../lib/ui/dialog.tsx';
import { ErrorNotice } from '../../lib/ui/error-notice.tsx';
import { Facts } from '../../lib/ui/facts.tsx';
import { Field } from '../../lib/ui/field.tsx';
import { amountFromText } from '../../lib/ui/format/amount-from-text.ts';
import { messages } from '../../lib/ui/messages.ts';
import { Notice } from '../../lib/ui/notice.tsx';
import { mayWords, sessionMessages } from '../../lib/ui/session-messages.ts';
import { Spinner } from '../../lib/ui/spinner.tsx';
import { NetworkNotice } from './network-notice.tsx';
import { SessionDays } from './session-days.tsx';

const words = sessionMessages.open;
const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;

interface OpenSessionProps {
  session: Session;
  /** Names of the actions that it is to be allowed. */
  actions: readonly string[];
  /** Symbol of the coin. */
  unit: string;
  /** Also once the session is open. */
  onClose(): void;
}

/** One signature for many actions: what they are, for how long, and what they may cost. */
export function OpenSessionDialog({ isOpen, ...props }: OpenSessionProps & { isOpen: boolean }) {
  return (
    <Dialog open={isOpen} onClose={props.onClose} title={words.title} footer={words.footer}>
      <OpenSessionForm {...props} />
    </Dialog>
  );
}

function OpenSessionForm({ session, actions, unit, onClose }: OpenSessionProps) {
  const wallet = useWallet();
  const phase = useStatus()?.phase ?? 'starting';
  const [days, setDays] = useState(DEFAULT_DAYS);
  const [text, setText] = useState('0');
  const { stage, error } = session;
  const most = amountFromText(text);
  const isBusy = stage !== 'idle';
  const isReady = phase === 'live' && !wallet.isWrongNetwork && most.amount !== undefined;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || most.amount === undefined) return;
    const terms = { actions, spendMaxWei: most.amount, validForMs: days * DAY_MS };
    if (await session.open(terms)) onClose();
  };

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid grid-cols-1 gap-4">
      <NetworkNotice />
      {session.lost && <Notice title={sessionMessages.card[session.lost]}>{words.kept}</Notice>}
      <p className="text-sm text-ink-2">{words.lead}</p>
      <Facts facts={[{ label: words.may, value: mayWords(actions) }]} />
      <SessionDays days={days} isDisabled={isBusy} onChoose={setDays} />
      <Field
        label={words.most}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        readOnly={isBusy}
        onChange={(event) => setText(event.currentTarget.value)}
        problem={most.problem && words.problems[most.problem]}
        hint={words.mostHint}
        after={<span className="text-ink-2">{unit}</span>}
      />
      {error && (
        <ErrorNotice error={error} kind={error.code === 'wallet/rejected' ? 'plain' : 'care'} />
      )}
      {phase !== 'live' && <p className="text-sm text-care">{messages.wallet.nodeFirst[phase]}</p>}
      <Button
        kind="primary"
        size="large"
        wide
        type="submit"
        disabled={isBusy || !isReady}
        data-stage={stage}
      >
        {isBusy && <Spinner />}
        {stage === 'idle' ? words.submit : words.stages[stage]}
      </Button>
    </form>
  );
}
