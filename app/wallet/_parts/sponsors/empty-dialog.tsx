import { emptyAction } from '../../../../lib/client/sponsor/sponsor-actions.ts';
import { Amount } from '../../../../lib/ui/amount.tsx';
import { Dialog } from '../../../../lib/ui/dialog.tsx';
import { sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';
import { AmountForm } from '../../../_parts/amount-form.tsx';
import type { GrantDialogProps } from './dialog-props.ts';

const words = sponsorMessages.emptyForm;

/** Coins back from a grant, all of them or a part. */
export function EmptyDialog({ grant, chain, onClose }: GrantDialogProps) {
  const unit = chain.coinSymbol;
  const { id, depositWei } = grant;
  return (
    <Dialog open onClose={onClose} title={words.title}>
      <AmountForm
        label={words.label}
        aside={
          <span className="text-ink-2">
            {words.left} <Amount wei={depositWei} unit={unit} />
          </span>
        }
        unit={unit}
        limits={{
          mostWei: depositWei,
          leastWei: 1n,
          tooMuch: sponsorMessages.problems.notThere,
        }}
        factsFor={(amountWei = 0n) => [
          { label: words.after, value: <Amount wei={depositWei - amountWei} unit={unit} /> },
        ]}
        risk={words.risk}
        submitWords={{ amount: words.submit, empty: words.empty }}
        actionFor={(amountWei) => emptyAction(id, amountWei)}
        onClose={onClose}
      />
    </Dialog>
  );
}
