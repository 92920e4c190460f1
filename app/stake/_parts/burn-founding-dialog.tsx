import { burnFoundingAction } from '../../../lib/client/actions/stake-actions.ts';
import type { ValidatorsView, ValidatorView } from '../../../lib/client/types.ts';
import { Amount } from '../../../lib/ui/amount.tsx';
import { Dialog } from '../../../lib/ui/dialog.tsx';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { AmountForm } from '../../_parts/amount-form.tsx';

const words = stakeMessages.stake.burn;

/**
 * Destroys founding stake, all of it or a part. It counts down from what it was opened with,
 * whatever becomes of the validator meanwhile.
 */
export function BurnFoundingDialog({
  validator: { foundingStakeWei, stakeWei },
  validators: { epoch, parameters },
  unit,
  onClose,
}: {
  validator: ValidatorView;
  validators: ValidatorsView;
  unit: string;
  onClose: () => void;
}) {
  return (
    <Dialog open onClose={onClose} title={words.title}>
      <AmountForm
        label={stakeMessages.stake.delegate.amount}
        aside={
          <span className="text-ink-2">
            {words.have} <Amount wei={foundingStakeWei} unit={unit} />
          </span>
        }
        unit={unit}
        limits={{
          mostWei: foundingStakeWei,
          leastWei: 1n,
          tooMuch: stakeMessages.stake.problems.notFounding,
        }}
        factsFor={(amountWei = 0n) => [
          { label: words.left, value: <Amount wei={foundingStakeWei - amountWei} unit={unit} /> },
          {
            label: words.power(epoch + 1n),
            value: words.powerOf((stakeWei - amountWei) / parameters.powerUnitWei),
          },
        ]}
        risk={words.risk}
        submitKind="fault"
        submitWords={{ amount: words.submit, empty: words.empty }}
        actionFor={burnFoundingAction}
        onClose={onClose}
      />
    </Dialog>
  );
}
