import { type FormEvent, useState } from 'react';
import { openGrantAction } from '../../../../lib/client/sponsor/sponsor-actions.ts';
import { useAccount } from '../../../../lib/react/use-account.ts';
import { useQuote } from '../../../../lib/react/use-quote.ts';
import { Amount } from '../../../../lib/ui/amount.tsx';
import { Button } from '../../../../lib/ui/button.tsx';
import { Dialog } from '../../../../lib/ui/dialog.tsx';
import { Field } from '../../../../lib/ui/field.tsx';
import { formatAmount } from '../../../../lib/ui/format/format-amount.ts';
import { messages } from '../../../../lib/ui/messages.ts';
import { placeWords, sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';
import { ActionButton } from '../../../_parts/action-button.tsx';
import { ActionOutcome } from '../../../_parts/action-outcome.tsx';
import { plainAmount } from '../../../_parts/amount-form.tsx';
import { spendableOf } from '../../../_parts/spendable.ts';
import { useAction } from '../../../_parts/use-action.ts';
import { BudgetFields } from './budget-fields.tsx';
import { checkOpening, type TypedOpening } from './check-opening.ts';
import type { GrantDialogProps } from './dialog-props.ts';
import { RequiresChoice } from './requires-choice.tsx';

const words = sponsorMessages.openForm;
const MODULE = 'qa';
/** So that a busy hour does not end what is free. */
const PRICE_ROOM = 10n;

type Props = Omit<GrantDialogProps, 'grant'>;

/** Coins set aside for others, and for whom. */
export function OpenGrantDialog(props: Props) {
  return (
    <Dialog open onClose={props.onClose} title={words.title}>
      <OpenForm {...props} />
    </Dialog>
  );
}

function OpenForm({ account, chain, postUnits, onClose }: Props) {
  const unit = chain.coinSymbol;
  const state = useAction();
  const view = useAccount(account).value;
  const quote = useQuote('SponsorOpenGrant', view?.height);
  const postPriceWei = quote && quote.basePriceWei * postUnits;
  const [isChecked, setChecked] = useState(false);
  const [typedYet, setTyped] = useState<Partial<TypedOpening>>({});
  const typed = { ...beginning(postPriceWei), ...typedYet };
  const spendableWei = spendableOf(view, quote);
  const checked = checkOpening(typed, { module: MODULE, postUnits, spendableWei });
  const isReadOnly = state.isBusy || state.isDone;

  const type = (change: Partial<TypedOpening>) => {
    setTyped((before) => ({ ...before, ...change }));
    if (state.error) state.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const { fields } = checked;
    if (fields && !state.isBusy) void state.run(() => openGrantAction(fields));
  };
  return (
    <form noValidate onSubmit={submit} className="grid grid-cols-1 gap-4">
      <p className="text-sm text-ink-2">{words.words(placeWords(MODULE))}</p>
      <RequiresChoice
        requires={typed.requires}
        isDisabled={isReadOnly}
        onChoose={(requires) => type({ requires })}
      />
      {typed.requires === 'coins' && (
        <CoinField
          label={words.minimum}
          name="minimum"
          value={typed.minimum}
          onType={(minimum) => type({ minimum })}
          problem={isChecked ? checked.minimumProblem : undefined}
          {...{ isReadOnly, unit }}
        />
      )}
      <BudgetFields
        {...{ typed, checked, isChecked, isReadOnly, unit, postUnits, postPriceWei }}
        onType={type}
      />
      <CoinField
        label={words.deposit}
        name="deposit"
        value={typed.deposit}
        onType={(deposit) => type({ deposit })}
        problem={isChecked ? checked.depositProblem : undefined}
        spendableWei={spendableWei}
        {...{ isReadOnly, unit }}
      />
      {!state.isDone && <p className="text-sm text-ink-2">{words.risk}</p>}
      <ActionOutcome state={state} />
      {state.isDone ? (
        <Button wide size="large" onClick={onClose}>
          {messages.close}
        </Button>
      ) : (
        <ActionButton state={state} kind="primary" size="large" wide>
          {checked.fields
            ? words.submit(formatAmount(checked.fields.depositWei).short, unit)
            : words.empty}
        </ActionButton>
      )}
    </form>
  );
}

/** Enough to play with, and little enough to lose. */
function beginning(postPriceWei: bigint | undefined): TypedOpening {
  return {
    ...{ requires: 'invitation', minimum: '1', deposit: '' },
    ...{ postsPerAccount: '20', postsPerDay: '1000' },
    postPrice: postPriceWei === undefined ? '' : plainAmount(postPriceWei * PRICE_ROOM),
  };
}

function CoinField({
  unit,
  isReadOnly,
  spendableWei,
  onType,
  ...field
}: {
  label: string;
  name: string;
  value: string;
  problem: string | undefined;
  unit: string;
  isReadOnly: boolean;
  spendableWei?: bigint | undefined;
  onType(text: string): void;
}) {
  return (
    <Field
      {...field}
      inputMode="decimal"
      autoComplete="off"
      placeholder="0"
      readOnly={isReadOnly}
      onChange={(event) => onType(event.target.value)}
      aside={
        spendableWei !== undefined && (
          <span className="text-ink-2">
            {words.have} <Amount wei={spendableWei} unit={unit} />
          </span>
        )
      }
      after={<span className="text-ink-2">{unit}</span>}
    />
  );
}
