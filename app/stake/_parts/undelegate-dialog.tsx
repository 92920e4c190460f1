import { undelegateAction } from '../../../lib/client/actions/stake-actions.ts';
import type { Address, ValidatorsView } from '../../../lib/client/types.ts';
import { Amount } from '../../../lib/ui/amount.tsx';
import { Dialog } from '../../../lib/ui/dialog.tsx';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';
import { formatSpan } from '../../../lib/ui/format/format-time.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { useNow } from '../../../lib/ui/use-now.ts';
import { AmountForm } from '../../_parts/amount-form.tsx';

const words = stakeMessages.stake.undelegate;

/** Takes stake back from a validator, all of it or a part. */
export function UndelegateDialog({
  validator,
  name,
  stakedWei,
  validators,
  unit,
  onClose,
}: {
  validator: Address;
  name: string;
  stakedWei: bigint;
  validators: ValidatorsView;
  unit: string;
  onClose: () => void;
}) {
  const nowMs = useNow();
  const { parameters, endsAtMs = nowMs } = validators;
  const leastWei = parameters.powerUnitWei;
  const least = `${formatAmount(leastWei).short} ${unit}`;
  const releasedAtMs = Math.max(endsAtMs, nowMs) + parameters.unbondingMs;
  return (
    <Dialog open onClose={onClose} title={words.title(name)}>
      <AmountForm
        label={stakeMessages.stake.delegate.amount}
        aside={
          <span className="text-ink-2">
            {words.staked} <Amount wei={stakedWei} unit={unit} />
          </span>
        }
        unit={unit}
        limits={{
          mostWei: stakedWei,
          leastWei: 1n,
          tooMuch: stakeMessages.stake.problems.notStaked,
        }}
        factsFor={(amountWei) => {
          const restWei = amountWei === undefined ? 0n : stakedWei - amountWei;
          return [
            { label: words.yours, value: words.yoursIn(formatSpan(releasedAtMs - nowMs)) },
            ...(restWei > 0n && restWei < leastWei
              ? [{ label: words.rest(least), value: <Amount wei={stakedWei} unit={unit} /> }]
              : []),
          ];
        }}
        risk={words.risk}
        submitWords={{ amount: words.submit, empty: words.empty }}
        actionFor={(amountWei) => undelegateAction(validator, amountWei)}
        onClose={onClose}
      />
    </Dialog>
  );
}
