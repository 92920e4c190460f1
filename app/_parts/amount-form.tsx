import type { ReactNode } from 'react';
import type { ActionRequest } from '../../lib/react/wallet/wallet-types.ts';
import { Button } from '../../lib/ui/button.tsx';
import type { Fact } from '../../lib/ui/facts.tsx';
import { Field } from '../../lib/ui/field.tsx';
import { formatAmount } from '../../lib/ui/format/format-amount.ts';
import { messages } from '../../lib/ui/messages.ts';
import { ActionForm, type Typed, type TypedMeaning } from './action-form.tsx';
import { type AmountLimits, checkAmount } from './check-amount.ts';

export interface AmountFormProps {
  label: string;
  /** Beside the label: of what one may type. */
  aside: ReactNode;
  unit: string;
  limits: AmountLimits;
  factsFor(amountWei: bigint | undefined): Fact[];
  risk: string;
  submitWords: { amount(amount: string, unit: string): string; empty: string };
  /** `fault` for what cannot be undone. */
  submitKind?: 'primary' | 'fault';
  actionFor(amountWei: bigint): ActionRequest;
  onClose(): void;
}

/** One amount, what follows from it, and the signature. */
export function AmountForm({ submitKind, onClose, ...props }: AmountFormProps) {
  return (
    <ActionForm
      {...(submitKind && { submitKind })}
      meaningOf={(typed) => meaningOf(typed, props)}
      onClose={onClose}
    />
  );
}

function meaningOf(
  { text, type, isChecked, isReadOnly }: Typed,
  props: Omit<AmountFormProps, 'submitKind' | 'onClose'>,
): TypedMeaning {
  const { label, aside, unit, limits, factsFor, risk, submitWords, actionFor } = props;
  const { amountWei, problem } = checkAmount(text, limits);
  const field = (
    <Field
      large
      label={label}
      name="amount"
      inputMode="decimal"
      value={text}
      onChange={(event) => type(event.target.value)}
      placeholder="0"
      autoComplete="off"
      readOnly={isReadOnly}
      problem={isChecked ? problem : undefined}
      aside={aside}
      after={
        <>
          <span className="text-ink-2">{unit}</span>
          <Button
            size="small"
            disabled={!limits.mostWei || isReadOnly}
            onClick={() => type(plainAmount(limits.mostWei ?? 0n, limits.decimals))}
          >
            {messages.wallet.max}
          </Button>
        </>
      }
    />
  );
  return {
    field,
    facts: factsFor(amountWei),
    risk,
    submitWords:
      amountWei === undefined
        ? submitWords.empty
        : submitWords.amount(formatAmount(amountWei, limits.decimals).short, unit),
    action: amountWei === undefined ? undefined : () => actionFor(amountWei),
  };
}

/** Exact digits without grouping, for an input. */
export function plainAmount(wei: bigint, decimals?: number): string {
  return formatAmount(wei, decimals).exact.replaceAll(',', '');
}
