import { redeemAction } from '../../../../lib/client/qa/actions.ts';
import { useAccount } from '../../../../lib/react/use-account.ts';
import { useChain } from '../../../../lib/react/use-chain.ts';
import { useQuote } from '../../../../lib/react/use-quote.ts';
import { Amount } from '../../../../lib/ui/amount.tsx';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Dialog } from '../../../../lib/ui/dialog.tsx';
import type { Fact } from '../../../../lib/ui/facts.tsx';
import { Field } from '../../../../lib/ui/field.tsx';
import { formatNumber } from '../../../../lib/ui/format/format-number.ts';
import { links } from '../../../../lib/ui/links.ts';
import { PageLink } from '../../../../lib/ui/page-link.tsx';
import { ActionForm, type Typed, type TypedMeaning } from '../../../_parts/action-form.tsx';
import { NetworkNotice } from '../../../_parts/network-notice.tsx';
import { checkPoints } from './check-points.ts';
import type { KarmaDialogProps } from './karma-dialog-props.ts';
import { TokenAmount } from './token-amount.tsx';

const words = askMessages.writing.redeem;

/** Points become tokens, which leave by the bridge: signed in the wallet. */
export function RedeemDialog(props: KarmaDialogProps) {
  const { account, onClose } = props;
  const quote = useQuote('QaRedeem', useAccount(account).value?.height);
  const unit = useChain()?.coinSymbol ?? '';
  const fee: Fact[] = quote
    ? [{ label: words.fee, value: <Amount wei={quote.feeMaxWei} unit={unit} /> }]
    : [];
  const footer = (
    <PageLink href={links.bridge} className="link inline-block py-1.5">
      {words.withdraw}
    </PageLink>
  );
  return (
    <Dialog open onClose={onClose} title={words.title} footer={footer}>
      <NetworkNotice />
      <ActionForm meaningOf={(typed) => meaningOf(typed, props, fee)} onClose={onClose} />
    </Dialog>
  );
}

function meaningOf(
  { text, type, isChecked, isReadOnly }: Typed,
  { karma, view, asset }: KarmaDialogProps,
  fee: readonly Fact[],
): TypedMeaning {
  const { points, problem } = checkPoints(text, karma, view);
  const tokens = (smallestUnits: bigint) => (
    <TokenAmount smallestUnits={smallestUnits} asset={asset} />
  );
  return {
    field: (
      <Field
        large
        label={words.points}
        inputMode="numeric"
        autoComplete="off"
        placeholder="0"
        value={text}
        readOnly={isReadOnly}
        problem={isChecked ? problem : undefined}
        onChange={(event) => type(event.target.value)}
        aside={
          <span className="text-ink-2">
            {words.have} {formatNumber(view.redeemable)}
          </span>
        }
      />
    ),
    facts: [
      { label: words.gives, value: tokens((points ?? 0n) * karma.smallestUnitsPerPoint) },
      { label: words.leftThisYear, value: askMessages.points(view.leftThisYear) },
      { label: words.pool, value: tokens(view.fundedSmallestUnits) },
      ...fee,
    ],
    risk: words.risk,
    submitWords: points === undefined ? words.empty : words.submit(points),
    action: points === undefined ? undefined : () => redeemAction(points),
  };
}
