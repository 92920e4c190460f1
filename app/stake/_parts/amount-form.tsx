import { type FormEvent, type ReactNode, useState } from 'react';
import type { StakeAction } from '../../../lib/client/actions/stake-actions.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { type Fact, Facts } from '../../../lib/ui/facts.tsx';
import { Field } from '../../../lib/ui/field.tsx';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { ActionButton } from './action-button.tsx';
import { ActionOutcome } from './action-outcome.tsx';
import { type AmountLimits, checkAmount } from './check-amount.ts';
import { useStakeAction } from './use-stake-action.ts';

const words = stakeMessages.stake;

export interface AmountFormProps {
  label: string;
  /** Beside the label: of what one may type. */
  aside: ReactNode;
  unit: string;
  limits: AmountLimits;
  factsFor(amountWei: bigint | undefined): Fact[];
  /** Said in the same size as everything else. */
  risk: string;
  submitWords: { amount(amount: string, unit: string): string; empty: string };
  /** `fault` for what cannot be undone. */
  submitKind?: 'primary' | 'fault';
  actionFor(amountWei: bigint): StakeAction;
  onClose(): void;
}

/** One amount, what follows from it, and the signature. */
export function AmountForm(props: AmountFormProps) {
  const { label, aside, unit, limits, factsFor, risk, actionFor, onClose } = props;
  const { submitWords, submitKind = 'primary' } = props;
  const state = useStakeAction();
  const [text, setText] = useState('');
  const [isChecked, setChecked] = useState(false);
  const checked = checkAmount(text, limits);
  const { amountWei } = checked;

  const type = (next: string) => {
    setText(next);
    if (state.error) state.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (amountWei !== undefined && !state.isBusy) void state.run(() => actionFor(amountWei));
  };

  return (
    <form noValidate onSubmit={submit} className="grid grid-cols-1 gap-4">
      <Field
        large
        label={label}
        name="amount"
        inputMode="decimal"
        value={text}
        onChange={(event) => type(event.target.value)}
        placeholder="0"
        autoComplete="off"
        readOnly={state.isBusy || state.isDone}
        problem={isChecked ? checked.problem : undefined}
        aside={aside}
        after={
          <>
            <span className="text-ink-2">{unit}</span>
            <Button
              size="small"
              disabled={!limits.mostWei || state.isBusy || state.isDone}
              onClick={() => type(plainAmount(limits.mostWei ?? 0n))}
            >
              {messages.wallet.max}
            </Button>
          </>
        }
      />
      {!state.isDone && (
        <>
          <Facts facts={factsFor(amountWei)} />
          <p className="text-sm text-ink-2">{risk}</p>
        </>
      )}
      <ActionOutcome state={state} />
      {state.isDone ? (
        <Button wide size="large" onClick={onClose}>
          {words.action.close}
        </Button>
      ) : (
        <ActionButton state={state} kind={submitKind} size="large" wide>
          {amountWei === undefined
            ? submitWords.empty
            : submitWords.amount(formatAmount(amountWei).short, unit)}
        </ActionButton>
      )}
    </form>
  );
}

/** Exact digits without grouping, for an input. */
export function plainAmount(wei: bigint): string {
  return formatAmount(wei).exact.replaceAll(',', '');
}
