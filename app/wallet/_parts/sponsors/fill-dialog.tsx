import { fillAction } from '../../../../lib/client/sponsor/sponsor-actions.ts';
import { useAccount } from '../../../../lib/react/use-account.ts';
import { useQuote } from '../../../../lib/react/use-quote.ts';
import { Amount } from '../../../../lib/ui/amount.tsx';
import { Dialog } from '../../../../lib/ui/dialog.tsx';
import { sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';
import { AmountForm } from '../../../_parts/amount-form.tsx';
import { spendableOf } from '../../../_parts/spendable.ts';
import type { GrantDialogProps } from './dialog-props.ts';

const words = sponsorMessages.fillForm;

/** More coins for a grant. */
export function FillDialog({ grant, account, chain, onClose }: GrantDialogProps) {
  const unit = chain.coinSymbol;
  const view = useAccount(account).value;
  const spendableWei = spendableOf(view, useQuote('SponsorFill', view?.height));
  return (
    <Dialog open onClose={onClose} title={words.title}>
      <AmountForm
        label={words.label}
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
          leastWei: 1n,
          tooMuch: sponsorMessages.problems.tooMuch,
        }}
        factsFor={(amountWei = 0n) => [
          { label: words.after, value: <Amount wei={grant.depositWei + amountWei} unit={unit} /> },
        ]}
        risk={words.risk}
        submitWords={{ amount: words.submit, empty: words.empty }}
        actionFor={(amountWei) => fillAction(grant.id, amountWei)}
        onClose={onClose}
      />
    </Dialog>
  );
}
