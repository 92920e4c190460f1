import { setFeeAction } from '../../../lib/client/actions/stake-actions.ts';
import type { ValidatorView } from '../../../lib/client/types.ts';
import { Dialog } from '../../../lib/ui/dialog.tsx';
import { feeWords } from '../../../lib/ui/fee-words.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { ActionForm, type Typed, type TypedMeaning } from '../../_parts/action-form.tsx';
import { FeeField } from './fee-field.tsx';
import { feeFromText } from './fee-from-text.ts';

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
  return (
    <Dialog open onClose={onClose} title={words.title}>
      <ActionForm
        initialText={`${lastPercentOf(validator)}`}
        meaningOf={(typed) => meaningOf(typed, validator, epoch)}
        onClose={onClose}
      />
    </Dialog>
  );
}

function meaningOf(
  { text, type, isChecked, isReadOnly }: Typed,
  validator: ValidatorView,
  epoch: bigint,
): TypedMeaning {
  const feePercent = feeFromText(text);
  const isSame = feePercent === lastPercentOf(validator);
  const canSend = feePercent !== undefined && !isSame;
  const problem = problemOf(feePercent, isSame && isChecked);
  return {
    field: <FeeField text={text} onType={type} readOnly={isReadOnly} problem={problem} />,
    facts: [
      { label: words.now, value: feeWords(validator) },
      { label: words.counts, value: stakeMessages.stake.delegate.countsFrom(epoch + 1n) },
    ],
    risk: words.words,
    submitWords: canSend ? words.submit(feePercent) : words.empty,
    action: canSend ? () => setFeeAction(feePercent) : undefined,
  };
}

/** The one announced, or the one that holds. */
function lastPercentOf({ nextFeePercent, feePercent }: ValidatorView): number {
  return nextFeePercent ?? feePercent;
}

function problemOf(feePercent: number | undefined, isSame: boolean): string | undefined {
  if (feePercent === undefined) return problems.fee;
  return isSame ? problems.sameFee : undefined;
}
