import type { GrantView } from '../../../../lib/client/sponsor/views.ts';
import { Amount } from '../../../../lib/ui/amount.tsx';
import { Button } from '../../../../lib/ui/button.tsx';
import { type Fact, Facts } from '../../../../lib/ui/facts.tsx';
import { formatAmount } from '../../../../lib/ui/format/format-amount.ts';
import { formatNumber } from '../../../../lib/ui/format/format-number.ts';
import {
  placeWords,
  postsFromUnits,
  sponsorMessages,
} from '../../../../lib/ui/sponsor-messages.ts';
import type { GrantDialogName } from './grant-dialog.tsx';

const words = sponsorMessages.own;
const HOURS_PER_DAY = 24n;

/** One grant of the account: what is left, its bounds, and all that its opener can do. */
export function OwnGrant({
  grant,
  unit,
  postUnits,
  onOpen,
}: {
  grant: GrantView;
  unit: string;
  postUnits: bigint;
  onOpen(what: GrantDialogName): void;
}) {
  const isInviting = grant.requires === 'invitation';
  const choices = [
    ...(isInviting ? (['invite'] as const) : []),
    ...(['fill', 'empty', 'change'] as const),
    ...(isInviting ? (['end'] as const) : []),
    'close' as const,
  ];
  return (
    <li
      data-own-grant={grant.id}
      data-deposit-wei={`${grant.depositWei}`}
      className="border-t border-hairline px-6 py-4 max-desk:px-4"
    >
      <h3 className="mb-1 text-sm">{words.grant(placeWords(grant.module))}</h3>
      <Facts facts={factsOf(grant, unit, postUnits)} />
      <div className="mt-2 flex flex-wrap gap-2">
        {choices.map((what) => (
          <Button key={what} size="small" onClick={() => onOpen(what)}>
            {words[what]}
          </Button>
        ))}
      </div>
    </li>
  );
}

function factsOf(grant: GrantView, unit: string, postUnits: bigint): Fact[] {
  const { requires, unitsLeft, unitsPerDay, unitsPerAccountPerDay } = grant;
  const hour = unitsPerDay / HOURS_PER_DAY;
  const least = `${formatAmount(grant.minimumCoinsWei).short} ${unit}`;
  const posts = (units: bigint) => (
    <span title={sponsorMessages.units(units)}>
      {sponsorMessages.posts(postsFromUnits(units, postUnits))}
    </span>
  );
  const { requirements } = words;
  return [
    { label: words.left, value: <Amount wei={grant.depositWei} unit={unit} /> },
    {
      label: words.now,
      value: (
        <span title={sponsorMessages.units(unitsLeft)}>
          {words.nowOf(
            sponsorMessages.posts(postsFromUnits(unitsLeft, postUnits)),
            formatNumber(postsFromUnits(hour, postUnits)),
          )}
        </span>
      ),
    },
    { label: words.perAccount, value: posts(unitsPerAccountPerDay) },
    { label: words.perDay, value: posts(unitsPerDay) },
    { label: words.priceMax, value: <Amount wei={grant.priceMaxWei * postUnits} unit={unit} /> },
    {
      label: words.requires,
      value: requires === 'coins' ? requirements.coins(least) : requirements[requires],
    },
    ...(grant.paidWei > 0n
      ? [{ label: words.held, value: <Amount wei={grant.paidWei} unit={unit} /> }]
      : []),
  ];
}
