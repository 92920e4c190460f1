import { type FormEvent, useState } from 'react';
import { changeGrantAction } from '../../../../lib/client/sponsor/sponsor-actions.ts';
import { useAccount } from '../../../../lib/react/use-account.ts';
import { useQuote } from '../../../../lib/react/use-quote.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { Dialog } from '../../../../lib/ui/dialog.tsx';
import { messages } from '../../../../lib/ui/messages.ts';
import { postsFromUnits, sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';
import { ActionButton } from '../../../_parts/action-button.tsx';
import { ActionOutcome } from '../../../_parts/action-outcome.tsx';
import { plainAmount } from '../../../_parts/amount-form.tsx';
import { useAction } from '../../../_parts/use-action.ts';
import { BudgetFields } from './budget-fields.tsx';
import { checkBudget } from './check-budget.ts';
import type { GrantDialogProps } from './dialog-props.ts';

const words = sponsorMessages.changeForm;

/** Other budgets for a grant. */
export function ChangeGrantDialog(props: GrantDialogProps) {
  return (
    <Dialog open onClose={props.onClose} title={words.title}>
      <ChangeForm {...props} />
    </Dialog>
  );
}

function ChangeForm({ grant, account, chain, postUnits, onClose }: GrantDialogProps) {
  const state = useAction();
  const view = useAccount(account).value;
  const quote = useQuote('SponsorChange', view?.height);
  const [isChecked, setChecked] = useState(false);
  const [typed, setTyped] = useState(() => ({
    postsPerAccount: `${postsFromUnits(grant.unitsPerAccountPerDay, postUnits)}`,
    postsPerDay: `${postsFromUnits(grant.unitsPerDay, postUnits)}`,
    postPrice: plainAmount(grant.priceMaxWei * postUnits),
  }));
  const checked = checkBudget(typed, postUnits);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const { fields } = checked;
    if (fields && !state.isBusy) void state.run(() => changeGrantAction(grant.id, fields));
  };
  return (
    <form noValidate onSubmit={submit} className="grid grid-cols-1 gap-4">
      <BudgetFields
        {...{ typed, checked, isChecked, postUnits }}
        isReadOnly={state.isBusy || state.isDone}
        unit={chain.coinSymbol}
        postPriceWei={quote && quote.basePriceWei * postUnits}
        onType={(change) => {
          setTyped((before) => ({ ...before, ...change }));
          if (state.error) state.reset();
        }}
      />
      {!state.isDone && <p className="text-sm text-ink-2">{words.risk}</p>}
      <ActionOutcome state={state} />
      {state.isDone ? (
        <Button wide size="large" onClick={onClose}>
          {messages.close}
        </Button>
      ) : (
        <ActionButton state={state} kind="primary" size="large" wide>
          {words.submit}
        </ActionButton>
      )}
    </form>
  );
}
