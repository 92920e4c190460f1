import { type FormEvent, useState } from 'react';
import { registerAction } from '../../../lib/client/actions/stake-actions.ts';
import type { Address, ValidatorsView } from '../../../lib/client/types.ts';
import { useAccount } from '../../../lib/react/use-account.ts';
import { useQuote } from '../../../lib/react/use-quote.ts';
import { Amount } from '../../../lib/ui/amount.tsx';
import { Countdown } from '../../../lib/ui/countdown.tsx';
import { type Fact, Facts } from '../../../lib/ui/facts.tsx';
import { Field } from '../../../lib/ui/field.tsx';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';
import { formatPercent } from '../../../lib/ui/format/format-number.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { ActionButton } from '../../_parts/action-button.tsx';
import { ActionOutcome } from '../../_parts/action-outcome.tsx';
import { checkAmount } from '../../_parts/check-amount.ts';
import { spendableOf } from '../../_parts/spendable.ts';
import { useAction } from '../../_parts/use-action.ts';
import { FeeField } from './fee-field.tsx';
import { feeFromText } from './fee-from-text.ts';
import type { PanelProps } from './panel-props.ts';
import { useFreshKey } from './use-fresh-key.ts';

const words = stakeMessages.validate.form;
const problems = stakeMessages.stake.problems;

/** Own stake and fee; the tab makes its key, the wallet signs once. */
export function RegisterForm({
  account,
  validators,
  unit,
  nowMs,
}: PanelProps & { account: Address }) {
  const state = useAction();
  const freshKey = useFreshKey(account);
  const view = useAccount(account).value;
  const mostWei = spendableOf(view, useQuote('StakingRegister', view?.height));
  const [typed, setTyped] = useState({ stake: '', fee: '10' });
  const [isChecked, setChecked] = useState(false);
  const leastWei = validators.parameters.powerUnitWei;
  const least = `${formatAmount(leastWei).short} ${unit}`;
  const limits = {
    mostWei,
    leastWei,
    tooMuch: problems.tooMuch,
    tooLittle: problems.tooLittle(least),
  };
  const { amountWei, problem } = checkAmount(typed.stake, limits);
  const feePercent = feeFromText(typed.fee);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (amountWei === undefined || feePercent === undefined || state.isBusy) return;
    void state.run(async () => registerAction(await freshKey(), feePercent, amountWei));
  };

  return (
    <form noValidate onSubmit={submit} className="grid grid-cols-1 gap-4">
      <Fields
        typed={typed}
        type={(change) => setTyped((before) => ({ ...before, ...change }))}
        stakeProblem={isChecked ? problem : undefined}
        feeProblem={feePercent === undefined ? problems.fee : undefined}
        isBusy={state.isBusy}
        {...{ least, mostWei, unit }}
      />
      <Facts facts={factsOf(validators, amountWei, nowMs)} />
      <ActionOutcome state={state} />
      <ActionButton state={state} kind="primary" wide>
        {amountWei === undefined ? words.empty : words.submit(formatAmount(amountWei).short, unit)}
      </ActionButton>
    </form>
  );
}

interface Typed {
  stake: string;
  fee: string;
}

function Fields({
  typed,
  type,
  stakeProblem,
  feeProblem,
  isBusy,
  least,
  mostWei,
  unit,
}: {
  typed: Typed;
  type: (change: Partial<Typed>) => void;
  stakeProblem: string | undefined;
  feeProblem: string | undefined;
  isBusy: boolean;
  least: string;
  mostWei: bigint | undefined;
  unit: string;
}) {
  return (
    <>
      <Field
        label={words.amount}
        name="stake"
        inputMode="decimal"
        value={typed.stake}
        onChange={(event) => type({ stake: event.target.value })}
        placeholder="0"
        autoComplete="off"
        readOnly={isBusy}
        problem={stakeProblem}
        hint={words.least(least)}
        aside={
          mostWei !== undefined && (
            <span className="text-ink-2">
              {stakeMessages.stake.delegate.have} <Amount wei={mostWei} unit={unit} />
            </span>
          )
        }
        after={<span className="text-ink-2">{unit}</span>}
      />
      <FeeField
        text={typed.fee}
        onType={(fee) => type({ fee })}
        readOnly={isBusy}
        problem={feeProblem}
      />
    </>
  );
}

function factsOf(
  { epoch, endsAtMs, nextTotalPower, parameters }: ValidatorsView,
  amountWei: bigint | undefined,
  nowMs: number,
): Fact[] {
  const { powerUnitWei, maxSharePercent } = parameters;
  const power = (amountWei ?? 0n) / powerUnitWei;
  const share = Number(power) / Number(nextTotalPower + power);
  const isCapped = share * 100 > maxSharePercent;
  return [
    ...(power > 0n
      ? [
          {
            label: words.gives,
            value: isCapped
              ? words.capped(maxSharePercent)
              : words.power(power, formatPercent(share)),
          },
        ]
      : []),
    {
      label: words.votes,
      value: (
        <>
          {stakeMessages.stake.delegate.countsFrom(epoch + 1n)},{' '}
          {endsAtMs !== undefined && (
            <Countdown
              untilMs={endsAtMs}
              nowMs={nowMs}
              words={stakeMessages.stake.stats.endsIn}
              passed={stakeMessages.stake.stats.endsNow}
            />
          )}
        </>
      ),
    },
  ];
}
