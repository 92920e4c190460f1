import type { SessionView } from '../../../lib/client/sessions/session-list.ts';
import { Ago } from '../../../lib/ui/ago.tsx';
import { Amount } from '../../../lib/ui/amount.tsx';
import { Button } from '../../../lib/ui/button.tsx';
import { Facts } from '../../../lib/ui/facts.tsx';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';
import { formatAgo, formatMoment } from '../../../lib/ui/format/format-time.ts';
import { mayWords, sessionMessages } from '../../../lib/ui/session-messages.ts';

const words = sessionMessages.card;

/** One session: whose browser, its limits, and its end. */
export function SessionRow({
  view,
  unit,
  nowMs,
  isHere,
  isDisabled,
  onRevoke,
}: {
  view: SessionView;
  unit: string;
  nowMs: number;
  isHere: boolean;
  isDisabled: boolean;
  onRevoke(): void;
}) {
  const { actions, openedMs, expiresMs } = view;
  const where = isHere ? words.here : words.elsewhere;
  const opened = formatAgo(openedMs, nowMs);
  return (
    <li data-session={view.id} className="border-t border-hairline px-6 py-4 max-desk:px-4">
      <div className="flex items-center justify-between gap-3">
        <b className="font-title">{where}</b>
        <Button
          size="small"
          disabled={isDisabled}
          aria-label={words.revokeOf(where.toLowerCase(), opened)}
          onClick={onRevoke}
        >
          {words.revoke}
        </Button>
      </div>
      <Facts
        facts={[
          { label: words.may, value: mayWords(actions) },
          { label: words.spends, value: <Spending view={view} unit={unit} /> },
          { label: words.until, value: formatMoment(expiresMs, nowMs) },
          { label: words.opened, value: <Ago timestampMs={openedMs} nowMs={nowMs} /> },
        ]}
      />
    </li>
  );
}

function Spending({ view, unit }: { view: SessionView; unit: string }) {
  if (view.spendMaxWei === 0n) return words.nothing;
  const { short } = formatAmount(view.spentWei);
  return (
    <>
      <Amount wei={view.spendMaxWei} unit={unit} />
      <span className="ml-2 text-ink-2">{words.spent(short, unit)}</span>
    </>
  );
}
