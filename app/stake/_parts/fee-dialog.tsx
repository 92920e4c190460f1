import { type FormEvent, useState } from 'react';
import { setFeeAction } from '../../../lib/client/actions/stake-actions.ts';
import type { ValidatorView } from '../../../lib/client/types.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { Dialog } from '../../../lib/ui/dialog.tsx';
import { Facts } from '../../../lib/ui/facts.tsx';
import { feeWords } from '../../../lib/ui/fee-words.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { ActionButton } from './action-button.tsx';
import { ActionOutcome } from './action-outcome.tsx';
import { FeeField } from './fee-field.tsx';
import { feeFromText } from './fee-from-text.ts';
import { useStakeAction } from './use-stake-action.ts';

const words = stakeMessages.stake.changeFee;
const problems = stakeMessages.stake.problems;

/**
 * Another fee from the next epoch on. It compares with the fee that it was opened with, whatever
 * becomes of the validator meanwhile.
 */
export function FeeDialog({
  validator,
  epoch,
  onClose,
}: {
  validator: ValidatorView;
  epoch: bigint;
  onClose: () => void;
}) {
  const state = useStakeAction();
  const lastPercent = validator.nextFeePercent ?? validator.feePercent;
  const [text, setText] = useState(`${lastPercent}`);
  const [isChecked, setChecked] = useState(false);
  const feePercent = feeFromText(text);
  const isSame = feePercent === lastPercent;

  const type = (next: string) => {
    setText(next);
    if (state.error) state.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (feePercent === undefined || isSame || state.isBusy) return;
    void state.run(() => setFeeAction(feePercent));
  };

  return (
    <Dialog open onClose={onClose} title={words.title}>
      <form noValidate onSubmit={submit} className="grid grid-cols-1 gap-4">
        <FeeField
          text={text}
          onType={type}
          readOnly={state.isBusy || state.isDone}
          problem={problemOf(feePercent, isSame && isChecked)}
        />
        {!state.isDone && (
          <>
            <Facts
              facts={[
                { label: words.now, value: feeWords(validator) },
                { label: words.counts, value: stakeMessages.stake.delegate.countsFrom(epoch + 1n) },
              ]}
            />
            <p className="text-sm text-ink-2">{words.words}</p>
          </>
        )}
        <ActionOutcome state={state} />
        {state.isDone ? (
          <Button wide size="large" onClick={onClose}>
            {stakeMessages.stake.action.close}
          </Button>
        ) : (
          <ActionButton state={state} kind="primary" size="large" wide>
            {feePercent === undefined || isSame ? words.empty : words.submit(feePercent)}
          </ActionButton>
        )}
      </form>
    </Dialog>
  );
}

function problemOf(feePercent: number | undefined, isSame: boolean): string | undefined {
  if (feePercent === undefined) return problems.fee;
  return isSame ? problems.sameFee : undefined;
}
