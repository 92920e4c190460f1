import { redeemAction } from '../../../../lib/client/qa/actions.ts';
import type { KarmaView, QaRules } from '../../../../lib/client/qa/views.ts';
import type { Address } from '../../../../lib/client/types.ts';
import { useKarma } from '../../../../lib/react/qa/use-karma.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Dialog } from '../../../../lib/ui/dialog.tsx';
import { Field } from '../../../../lib/ui/field.tsx';
import { formatAmount } from '../../../../lib/ui/format/format-amount.ts';
import { formatNumber } from '../../../../lib/ui/format/format-number.ts';
import { links } from '../../../../lib/ui/links.ts';
import { PageLink } from '../../../../lib/ui/page-link.tsx';
import { ActionForm, type Typed, type TypedMeaning } from '../../../_parts/action-form.tsx';
import { NetworkNotice } from '../../../_parts/network-notice.tsx';

const words = askMessages.writing.redeem;
type Karma = NonNullable<QaRules['karma']>;

/** Points become tokens, which leave by the bridge: signed in the wallet. */
export function RedeemDialog({
  account,
  karma,
  onClose,
}: {
  account: Address;
  karma: Karma;
  onClose: () => void;
}) {
  const view = useKarma({ account }).value;
  const footer = (
    <PageLink href={links.bridge} className="link inline-block py-1.5">
      {words.withdraw}
    </PageLink>
  );
  return (
    <Dialog open onClose={onClose} title={words.title} footer={footer}>
      <NetworkNotice />
      <ActionForm meaningOf={(typed) => meaningOf(typed, karma, view)} onClose={onClose} />
    </Dialog>
  );
}

function meaningOf(
  { text, type, isChecked, isReadOnly }: Typed,
  { smallestUnitsPerPoint }: Karma,
  view: KarmaView | undefined,
): TypedMeaning {
  const points = /^\d{1,15}$/.test(text.trim()) ? BigInt(text.trim()) : undefined;
  const isTooMany = points !== undefined && view !== undefined && points > mostOf(view);
  const problem = points === undefined ? words.whole : isTooMany ? words.tooMany : undefined;
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
          view && (
            <span className="text-ink-2">
              {words.have} {formatNumber(view.redeemable)}
            </span>
          )
        }
      />
    ),
    facts: [
      { label: words.gives, value: amountOf((points ?? 0n) * smallestUnitsPerPoint) },
      ...(view
        ? [
            { label: words.leftThisYear, value: askMessages.points(view.leftThisYear) },
            { label: words.pool, value: amountOf(view.fundedSmallestUnits) },
          ]
        : []),
    ],
    risk: words.risk,
    submitWords: points === undefined ? words.empty : words.submit(points),
    action: points === undefined || isTooMany ? undefined : () => redeemAction(points),
  };
}

function mostOf({ redeemable, leftThisYear }: KarmaView): bigint {
  return redeemable < leftThisYear ? redeemable : leftThisYear;
}

function amountOf(smallestUnits: bigint): string {
  return words.units(formatAmount(smallestUnits).short, words.unit);
}
