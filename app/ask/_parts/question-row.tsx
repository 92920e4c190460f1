import { Check } from 'lucide-react';
import type { QuestionSummary } from '../../../lib/client/qa/views.ts';
import { Ago } from '../../../lib/ui/ago.tsx';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { Chip } from '../../../lib/ui/chip.tsx';
import { cx } from '../../../lib/ui/cx.ts';
import { formatNumber } from '../../../lib/ui/format/format-number.ts';
import { links } from '../../../lib/ui/links.ts';
import { PageLink } from '../../../lib/ui/page-link.tsx';
import { BountyChip } from './bounty-chip.tsx';
import { ITEM, ITEM_LINK } from './items.ts';
import { PersonLink } from './person-link.tsx';
import { TagChip } from './tag-chip.tsx';

export interface QuestionRowProps {
  question: QuestionSummary;
  nowMs: number;
  /** Of the coin, for bounties; undefined until the chain is known. */
  unit: string | undefined;
  /** True for one that this tab has sent and that is not final yet. */
  isPending?: boolean;
}

/** One question of a list: what it asks, and how it stands. */
export function QuestionRow({ question, nowMs, unit, isPending = false }: QuestionRowProps) {
  const { id, title, excerpt, tags, author, bountyWei, isHidden } = question;
  return (
    <li
      {...{ [ITEM]: '' }}
      data-question={`${id}`}
      className="grid grid-cols-[76px_minmax(0,1fr)] gap-6 border-b border-hairline py-[22px] max-desk:grid-cols-1 max-desk:gap-2.5"
    >
      <Counts question={question} />
      <div className="min-w-0">
        <h2 className="text-md leading-[1.4] tracking-[-0.015em] wrap-anywhere">
          <PageLink
            {...{ [ITEM_LINK]: '' }}
            href={id < 0n ? links.sentQuestion(-id) : links.question(id)}
            className="hover:text-dye-3"
          >
            <bdi>{title}</bdi>
          </PageLink>
        </h2>
        <p className="mt-1 mb-3 line-clamp-2 text-sm wrap-anywhere text-ink-2">{excerpt}</p>
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2.5">
          <span className="flex flex-wrap items-center gap-2">
            {isHidden && <Chip kind="fault">{askMessages.hidden}</Chip>}
            {bountyWei > 0n && <BountyChip amountWei={bountyWei} unit={unit} />}
            {tags.map((tag) => (
              <TagChip key={tag} name={tag} />
            ))}
          </span>
          <span className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1.5 text-xs text-ink-2">
            {isPending && <Chip kind="pending">{askMessages.pending}</Chip>}
            <PersonLink person={author} showsPoints={false} />
            <Ago timestampMs={question.askedAtMs} nowMs={nowMs} />
          </span>
        </div>
      </div>
    </li>
  );
}

function Counts({ question: { score, answers, acceptedId } }: { question: QuestionSummary }) {
  const isAnswered = acceptedId > 0n;
  return (
    <div className="grid content-start gap-1.5 text-xs text-ink-2 max-desk:order-2 max-desk:flex max-desk:gap-3.5">
      <Count>
        <Figure>{formatNumber(score)}</Figure> {askMessages.votes(score)}
      </Count>
      <Count isLit={isAnswered}>
        <Figure>
          {isAnswered && <Check size={15} aria-hidden="true" />}
          {formatNumber(answers)}
        </Figure>{' '}
        {askMessages.answers(answers)}
        {isAnswered && <span className="sr-only">, {askMessages.hasAccepted}</span>}
      </Count>
    </div>
  );
}

function Count({ isLit = false, children }: { isLit?: boolean; children: React.ReactNode }) {
  return (
    <span
      className={cx(
        'grid justify-items-center rounded-[10px] px-1 py-1.5 leading-[1.3] max-desk:inline-flex max-desk:items-center max-desk:gap-[5px] max-desk:px-2 max-desk:py-0.5 max-desk:first:pl-0',
        isLit && 'bg-dye-wash text-dye-3 *:text-dye-3',
      )}
    >
      {children}
    </span>
  );
}

function Figure({ children }: { children: React.ReactNode }) {
  return (
    <b className="inline-flex items-center gap-[3px] text-md text-ink max-desk:text-sm">
      {children}
    </b>
  );
}
