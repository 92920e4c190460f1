import { fundAction } from '../../../../lib/client/qa/actions.ts';
import { useAccount } from '../../../../lib/react/use-account.ts';
import { useChain } from '../../../../lib/react/use-chain.ts';
import { useQuote } from '../../../../lib/react/use-quote.ts';
import { Amount } from '../../../../lib/ui/amount.tsx';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Dialog } from '../../../../lib/ui/dialog.tsx';
import { links } from '../../../../lib/ui/links.ts';
import { PageLink } from '../../../../lib/ui/page-link.tsx';
import { AmountForm } from '../../../_parts/amount-form.tsx';
import { NetworkNotice } from '../../../_parts/network-notice.tsx';
import type { KarmaDialogProps } from './karma-dialog-props.ts';
import { TokenAmount } from './token-amount.tsx';

const words = askMessages.writing.fund;

/** Tokens of whoever likes this place go to the pool that points turn into. */
export function FundDialog({ account, karma, view, asset, onClose }: KarmaDialogProps) {
  const holder = useAccount(account).value;
  const quote = useQuote('QaFund', holder?.height);
  const unit = useChain()?.coinSymbol ?? '';
  const held = holder?.tokens.find(({ token }) => token === karma.token)?.amount ?? 0n;
  const pooled = view.fundedSmallestUnits;
  const footer = (
    <PageLink href={links.bridge} className="link inline-block py-1.5">
      {words.bring}
    </PageLink>
  );
  return (
    <Dialog open onClose={onClose} title={words.title} footer={footer}>
      <NetworkNotice />
      <AmountForm
        label={words.amount}
        aside={
          holder && (
            <span className="text-ink-2">
              {words.have} <TokenAmount smallestUnits={held} asset={asset} />
            </span>
          )
        }
        unit={asset.symbol}
        limits={{
          mostWei: holder && held,
          leastWei: 1n,
          tooMuch: words.tooMuch,
          decimals: asset.decimals,
        }}
        factsFor={(added = 0n) => [
          {
            label: words.after,
            value: <TokenAmount smallestUnits={pooled + added} asset={asset} />,
          },
          {
            label: words.worth,
            value: askMessages.points((pooled + added) / karma.smallestUnitsPerPoint),
          },
          ...(quote
            ? [{ label: words.fee, value: <Amount wei={quote.feeMaxWei} unit={unit} /> }]
            : []),
        ]}
        risk={words.risk}
        submitWords={{ amount: words.submit, empty: words.empty }}
        actionFor={(amount) => fundAction(amount)}
        onClose={onClose}
      />
    </Dialog>
  );
}
