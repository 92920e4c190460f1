import { delegateAction } from '../../../lib/client/actions/stake-actions.ts';
import type { Address, ValidatorsView, ValidatorView } from '../../../lib/client/types.ts';
import { useAccount } from '../../../lib/react/use-account.ts';
import { useQuote } from '../../../lib/react/use-quote.ts';
import { Amount } from '../../../lib/ui/amount.tsx';
import { nameOf } from '../../../lib/ui/committees.ts';
import { Dialog } from '../../../lib/ui/dialog.tsx';
import { feeWords } from '../../../lib/ui/fee-words.ts';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';
import { formatSpan } from '../../../lib/ui/format/format-time.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { AmountForm } from '../../_parts/amount-form.tsx';
import { spendableOf } from '../../_parts/spendable.ts';

const { problems } = stakeMessages.stake;
const words = stakeMessages.stake.delegate;

/** Coins at stake with a validator: checked here, signed in the wallet. */
export function DelegateDialog({
  account,
  validator,
  validators,
  unit,
  onClose,
}: {
  account: Address;
  validator: ValidatorView;
  validators: ValidatorsView;
  unit: string;
  onClose: () => void;
}) {
  const view = useAccount(account).value;
  const quote = useQuote('StakingDelegate', view?.height);
  const spendableWei = spendableOf(view, quote);
  const { epoch, parameters } = validators;
  const leastWei = parameters.powerUnitWei;
  const isOwn = validator.account === account;
  return (
    <Dialog open onClose={onClose} title={isOwn ? words.titleOwn : words.title(nameOf(validator))}>
      <AmountForm
        label={words.amount}
        aside={
          spendableWei !== undefined && (
            <span className="text-ink-2">
              {words.have} <Amount wei={spendableWei} unit={unit} />
            </span>
          )
        }
        unit={unit}
        limits={{
          mostWei: spendableWei,
          leastWei,
          tooMuch: problems.tooMuch,
          tooLittle: problems.tooLittle(`${formatAmount(leastWei).short} ${unit}`),
        }}
        factsFor={(amountWei) => [
          { label: words.validatorFee, value: feeWords(validator) },
          { label: words.counts, value: words.countsFrom(epoch + 1n) },
          {
            label: words.returns,
            value: stakeMessages.stake.stats.unbondingHint(formatSpan(parameters.unbondingMs)),
          },
          ...(quote
            ? [
                {
                  label: words.leaves,
                  value: <Amount wei={(amountWei ?? 0n) + quote.feeMaxWei} unit={unit} />,
                },
              ]
            : []),
        ]}
        risk={words.risk}
        submitWords={
          isOwn
            ? { amount: words.submitOwn, empty: words.emptyOwn }
            : { amount: words.submit, empty: words.empty }
        }
        actionFor={(amountWei) => delegateAction(validator.account, amountWei)}
        onClose={onClose}
      />
    </Dialog>
  );
}
