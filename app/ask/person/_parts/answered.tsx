'use client';
import { Check } from 'lucide-react';
import { useState } from 'react';
import type { AnswerSummary } from '../../../../lib/client/qa/views.ts';
import type { Address } from '../../../../lib/client/types.ts';
import { useAnswers } from '../../../../lib/react/qa/use-answers.ts';
import { useWallet } from '../../../../lib/react/wallet/use-wallet.ts';
import { Ago } from '../../../../lib/ui/ago.tsx';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { Chip } from '../../../../lib/ui/chip.tsx';
import { Empty } from '../../../../lib/ui/empty.tsx';
import { formatNumber } from '../../../../lib/ui/format/format-number.ts';
import { links } from '../../../../lib/ui/links.ts';
import { PageLink } from '../../../../lib/ui/page-link.tsx';
import { useNow } from '../../../../lib/ui/use-now.ts';
import { AskReading } from '../../_parts/ask-reading.tsx';
import { ITEM, ITEM_LINK } from '../../_parts/items.ts';

const words = askMessages.person;
const AT_ONCE = 20;
const NOW_EVERY_MS = 60_000;

/** Questions that a person answered, with what became of the answers. */
export function Answered({ address }: { address: Address }) {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  return (
    <section aria-label={words.answered} className="mt-12">
      <h2 className="border-b border-hairline pb-3">{words.answered}</h2>
      <ol>
        {[undefined, ...cursors].map((cursor, i) => (
          <AnswersPage
            key={cursor ?? ''}
            address={address}
            cursor={cursor}
            onMore={i < cursors.length ? undefined : (next) => setCursors([...cursors, next])}
          />
        ))}
      </ol>
    </section>
  );
}

function AnswersPage({
  address,
  cursor,
  onMore,
}: {
  address: Address;
  cursor: string | undefined;
  /** On the last page that is shown. */
  onMore: ((cursor: string) => void) | undefined;
}) {
  const { account } = useWallet();
  const { value, problem } = useAnswers({ author: address, account, cursor, limit: AT_ONCE });
  const nowMs = useNow(NOW_EVERY_MS);
  if (!value) {
    return (
      <li>
        <AskReading problem={problem} rows={3} />
      </li>
    );
  }
  const { answers, cursor: next } = value;
  return (
    <>
      {answers.length === 0 && (
        <li>
          <Empty title={words.nothingAnswered}>{words.nothingAnsweredNext}</Empty>
        </li>
      )}
      {answers.map((answer) => (
        <AnswerRow key={`${answer.id}`} answer={answer} nowMs={nowMs} />
      ))}
      {onMore && next !== null && (
        <li className="pt-6">
          <Button onClick={() => onMore(next)}>{words.moreAnswers}</Button>
        </li>
      )}
    </>
  );
}

function AnswerRow({ answer, nowMs }: { answer: AnswerSummary; nowMs: number }) {
  const { id, question, title, score, isAccepted, isHidden, answeredAtMs } = answer;
  return (
    <li
      {...{ [ITEM]: '' }}
      data-answer={`${id}`}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1.5 border-b border-hairline py-3.5"
    >
      <PageLink
        {...{ [ITEM_LINK]: '' }}
        href={links.question(question, id)}
        className="min-w-0 wrap-anywhere hover:text-dye-3"
      >
        <bdi>{title === '' ? askMessages.post.hiddenTitle : title}</bdi>
      </PageLink>
      <span className="flex flex-none flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-2">
        {isHidden && <Chip kind="fault">{askMessages.hidden}</Chip>}
        {isAccepted && (
          <span className="inline-flex items-center gap-1 text-dye-3">
            <Check size={14} aria-hidden="true" />
            {askMessages.accepted}
          </span>
        )}
        <span>
          {formatNumber(score)} {askMessages.votes(score)}
        </span>
        <Ago timestampMs={answeredAtMs} nowMs={nowMs} />
      </span>
    </li>
  );
}
