import { type FormEvent, useState } from 'react';
import { transferAction } from '../../../lib/client/actions/transfer-action.ts';
import type {
  AccountView,
  Address,
  ChainInfo,
  FeeQuote,
  NodeStatus,
} from '../../../lib/client/types.ts';
import { useClient } from '../../../lib/react/use-client.ts';
import { useQuote } from '../../../lib/react/use-quote.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { useSignAction } from '../../../lib/react/wallet/use-sign-action.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { Amount } from '../../../lib/ui/amount.tsx';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { type Fact, Facts } from '../../../lib/ui/facts.tsx';
import { Field } from '../../../lib/ui/field.tsx';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';
import { secondsFromMs } from '../../../lib/ui/format/format-time.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { phaseOf } from '../../../lib/ui/node-words.ts';
import { Spinner } from '../../../lib/ui/spinner.tsx';
import { type CheckedTransfer, checkTransfer } from './check-transfer.ts';
import { followTransfer } from './follow-transfer.tsx';

const words = messages.wallet;
const TRANSFER = 'BankTransfer';
const NOTHING_TYPED = { to: '', amount: '' };

interface Props {
  account: Address;
  view: AccountView | undefined;
  chain: ChainInfo;
}

/** Coins for somebody: checked here, signed in the wallet, sent by this node. */
export function SendCard({ account, view, chain }: Props) {
  const client = useClient();
  const status = useStatus();
  const wallet = useWallet();
  const action = useSignAction();
  const quote = useQuote(TRANSFER, view?.height);
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const [isChecked, setChecked] = useState(false);
  const spendableWei = spendable(view, quote);
  const { keylessAccounts } = chain;
  const checked = checkTransfer(typed, { account, spendableWei, keylessAccounts });
  const isBusy = action.stage !== 'idle' && action.stage !== 'sent';
  const phase = phaseOf(status);
  const isLive = phase === 'live';

  const type = (change: Partial<typeof typed>) => {
    setTyped((before) => ({ ...before, ...change }));
    if (action.error) action.reset();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!client || !checked.to || checked.amountWei === undefined || isBusy) return;
    const hash = await action.sign(transferAction(checked.to, checked.amountWei));
    if (!hash) return;
    setTyped(NOTHING_TYPED);
    setChecked(false);
    followTransfer(client, hash, (status?.height ?? 0n) + 1n);
  };

  return (
    <Card raised id="send" title={words.send}>
      <form noValidate onSubmit={submit} className="grid grid-cols-1 gap-5">
        <Fields
          typed={typed}
          type={type}
          checked={isChecked ? checked : {}}
          spendableWei={spendableWei}
          unit={chain.coinSymbol}
          isBusy={isBusy}
        />
        <Facts facts={quoteFacts(quote, checked.amountWei, chain.coinSymbol, status)} />
        {action.error && (
          <ErrorNotice
            error={action.error}
            kind={action.error.code === 'wallet/rejected' ? 'plain' : 'care'}
          />
        )}
        {phase !== 'live' && <p className="text-sm text-care">{words.nodeFirst[phase]}</p>}
        {isLive && wallet.isWrongNetwork && wallet.network && (
          <p className="text-sm text-care">{words.networkFirst(wallet.network.name)}</p>
        )}
        <Button
          type="submit"
          kind="primary"
          size="large"
          wide
          disabled={isBusy || !isLive || wallet.isWrongNetwork}
          data-stage={action.stage}
        >
          {isBusy && <Spinner />}
          {buttonWords(action.stage, checked.amountWei, chain.coinSymbol)}
        </Button>
      </form>
    </Card>
  );
}

function Fields({
  typed,
  type,
  checked,
  spendableWei,
  unit,
  isBusy,
}: {
  typed: typeof NOTHING_TYPED;
  type: (change: Partial<typeof NOTHING_TYPED>) => void;
  checked: CheckedTransfer;
  spendableWei: bigint | undefined;
  unit: string;
  isBusy: boolean;
}) {
  return (
    <>
      <Field
        label={words.to}
        name="to"
        value={typed.to}
        onChange={(event) => type({ to: event.target.value })}
        placeholder={words.toHint}
        autoComplete="off"
        spellCheck={false}
        readOnly={isBusy}
        problem={checked.toProblem}
      />
      <Field
        large
        label={words.amount}
        name="amount"
        inputMode="decimal"
        value={typed.amount}
        onChange={(event) => type({ amount: event.target.value })}
        placeholder="0"
        autoComplete="off"
        readOnly={isBusy}
        problem={checked.amountProblem}
        aside={
          spendableWei !== undefined && (
            <span className="text-ink-2">
              {words.available} <Amount wei={spendableWei} unit={unit} />
            </span>
          )
        }
        after={
          <>
            <span className="text-ink-2">{unit}</span>
            <Button
              size="small"
              disabled={!spendableWei || isBusy}
              onClick={() => type({ amount: plainAmount(spendableWei ?? 0n) })}
            >
              {words.max}
            </Button>
          </>
        }
      />
    </>
  );
}

/** What can be sent so that the fee can be paid too. */
function spendable(view: AccountView | undefined, quote: FeeQuote | undefined): bigint | undefined {
  if (!view || !quote) return undefined;
  const rest = view.balanceWei - quote.feeMaxWei;
  return rest > 0n ? rest : 0n;
}

function quoteFacts(
  quote: FeeQuote | undefined,
  amountWei: bigint | undefined,
  unit: string,
  status: NodeStatus | undefined,
): Fact[] {
  const arrives = arrivesWords(status);
  if (!quote) return [{ label: words.arrives, value: arrives }];
  // The rows stay while there is no amount: the button below must not move as one types.
  const ofAmount = (wei: bigint) =>
    amountWei === undefined ? '–' : <Amount wei={wei} unit={unit} />;
  return [
    { label: words.fee, value: ofAmount(quote.feeMaxWei) },
    { label: words.total, value: ofAmount((amountWei ?? 0n) + quote.feeMaxWei) },
    { label: words.arrives, value: arrives },
  ];
}

function arrivesWords(status: NodeStatus | undefined): string {
  if (status?.standstillMs !== undefined) return words.arrivesLater;
  const finalityMs = status?.finalityMs;
  return finalityMs === undefined ? words.arrivesSoon : words.arrivesIn(secondsFromMs(finalityMs));
}

function buttonWords(stage: string, amountWei: bigint | undefined, unit: string): string {
  if (stage === 'preparing' || stage === 'signing') return words.signing;
  if (stage === 'sending') return words.sending;
  if (amountWei === undefined) return words.send;
  return words.sendAmount(formatAmount(amountWei).short, unit);
}

/** Exact digits without grouping, for an input. */
function plainAmount(wei: bigint): string {
  return formatAmount(wei).exact.replaceAll(',', '');
}
