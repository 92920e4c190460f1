import { useState } from 'react';
import { bountyAction } from '../../../../lib/client/qa/actions.ts';
import { usePost } from '../../../../lib/react/qa/use-post.ts';
import { useRules } from '../../../../lib/react/qa/use-rules.ts';
import { useAccount } from '../../../../lib/react/use-account.ts';
import { useChain } from '../../../../lib/react/use-chain.ts';
import { useQuote } from '../../../../lib/react/use-quote.ts';
import { Amount } from '../../../../lib/ui/amount.tsx';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Choice } from '../../../../lib/ui/choice.tsx';
import { Dialog } from '../../../../lib/ui/dialog.tsx';
import { formatAmount } from '../../../../lib/ui/format/format-amount.ts';
import { stakeMessages } from '../../../../lib/ui/stake-messages.ts';
import { AmountForm } from '../../../_parts/amount-form.tsx';
import { NetworkNotice } from '../../../_parts/network-notice.tsx';
import { spendableOf } from '../../../_parts/spendable.ts';

const words = askMessages.writing.bounty;
const OPTIONS = [3, 7, 14, 30].map((days) => ({ value: days, words: words.daysOf(days) }));
const DEFAULT_DAYS = 7;

/** Coins for whoever answers so that it is accepted: checked here, signed in the wallet. */
export function BountyDialog({ question, onClose }: { question: bigint; onClose: () => void }) {
  const view = useAccount(usePost().me?.account).value;
  const quote = useQuote('QaOfferBounty', view?.height);
  const unit = useChain()?.coinSymbol ?? '';
  const leastWei = useRules().value?.minBountyWei ?? 0n;
  const [days, setDays] = useState(DEFAULT_DAYS);
  const spendableWei = spendableOf(view, quote);
  return (
    <Dialog open onClose={onClose} title={words.title}>
      <div className="grid grid-cols-1 gap-4">
        <NetworkNotice />
        <Choice
          label={words.days}
          name="bounty-days"
          options={OPTIONS}
          value={days}
          className="grid-cols-4"
          onChoose={(chosen) => setDays(chosen)}
        />
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
            tooMuch: stakeMessages.stake.problems.tooMuch,
            tooLittle: words.tooLittle(`${formatAmount(leastWei).short} ${unit}`),
          }}
          factsFor={(amountWei) =>
            quote
              ? [
                  {
                    label: words.leaves,
                    value: <Amount wei={(amountWei ?? 0n) + quote.feeMaxWei} unit={unit} />,
                  },
                ]
              : []
          }
          risk={words.risk}
          submitWords={{ amount: words.submit, empty: words.empty }}
          actionFor={(amountWei) => bountyAction(question, amountWei, days)}
          onClose={onClose}
        />
      </div>
    </Dialog>
  );
}
