import type { LedgerEntry } from '../../../../lib/client/qa/views.ts';
import { Ago } from '../../../../lib/ui/ago.tsx';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { formatNumber } from '../../../../lib/ui/format/format-number.ts';
import { links } from '../../../../lib/ui/links.ts';
import { PageLink } from '../../../../lib/ui/page-link.tsx';
import { PersonLink } from '../../_parts/person-link.tsx';

const words = askMessages.ledger;

/**
 * Changes of points, one a row: how many, why, by whom, when. On a phone the last two stand under
 * the reason, so that nothing has to be scrolled into view.
 */
export function LedgerEntries({
  entries,
  total,
  nowMs,
}: {
  entries: readonly LedgerEntry[];
  /** Of all there are: it numbers the rows, so that a new one moves none of the others. */
  total: number;
  nowMs: number;
}) {
  const numbered = entries.map((entry, i) => ({ entry, number: total - i }));
  return (
    <ol aria-label={words.table} className="border-t border-hairline text-sm">
      {numbered.map(({ entry, number }) => (
        <li
          key={number}
          className="grid grid-cols-[3rem_minmax(0,1fr)_auto] items-baseline gap-x-4 border-b border-hairline px-6 py-2.5 last:border-b-0 max-desk:grid-cols-[3rem_minmax(0,1fr)] max-desk:gap-x-3 max-desk:px-4"
        >
          <Change points={entry.points} />
          <div className="min-w-0">
            <p>{words.reasons[entry.reason]}</p>
            {entry.post > 0n && <PostLink entry={entry} />}
          </div>
          <p className="flex min-w-0 flex-wrap items-baseline gap-x-4 max-desk:col-start-2 desk:max-w-64 desk:justify-end">
            <PersonLink person={entry.by} showsPoints={false} />
            <span className="whitespace-nowrap text-ink-2">
              <Ago timestampMs={entry.atMs} nowMs={nowMs} />
            </span>
          </p>
        </li>
      ))}
    </ol>
  );
}

function Change({ points }: { points: bigint }) {
  const isGain = points > 0n;
  return (
    <b className={isGain ? 'text-dye-3' : 'text-ink-2'}>
      {isGain ? '+' : '−'}
      {formatNumber(isGain ? points : -points)}
    </b>
  );
}

function PostLink({ entry: { post, title } }: { entry: LedgerEntry }) {
  return (
    <PageLink
      href={`${links.question(post)}#p${post}`}
      className="link block truncate py-1 max-desk:py-3"
    >
      <bdi>{title === '' ? askMessages.post.hiddenTitle : title}</bdi>
    </PageLink>
  );
}
