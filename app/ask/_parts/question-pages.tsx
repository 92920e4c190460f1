'use client';
import { type ReactNode, useEffect, useState } from 'react';
import type { QuestionsInput } from '../../../lib/client/qa/get-questions.ts';
import type { QuestionList } from '../../../lib/client/qa/views.ts';
import { listWith, pendingPosts } from '../../../lib/client/qa/with-outbox.ts';
import { usePost } from '../../../lib/react/qa/use-post.ts';
import { useQuestions } from '../../../lib/react/qa/use-questions.ts';
import { useChain } from '../../../lib/react/use-chain.ts';
import type { QueryRead } from '../../../lib/react/use-query.ts';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { useNow } from '../../../lib/ui/use-now.ts';
import { AskReading } from './ask-reading.tsx';
import { QuestionRow } from './question-row.tsx';

const words = askMessages.list;
const PAGE_SIZE = 20;
const NOW_EVERY_MS = 10_000;

interface Pages {
  words: string | undefined;
  cursors: readonly string[];
}

export type ListInput = Omit<QuestionsInput, 'cursor' | 'limit'>;

/** A list of questions, page by page, each kept fresh. A new `key` begins at the first. */
export function QuestionPages({
  input,
  empty,
  onTotal,
}: {
  input: ListInput;
  /** Shown when nothing matches. */
  empty: ReactNode;
  onTotal?: ((total: number) => void) | undefined;
}) {
  const [pages, setPages] = useState<Pages>({ words: input.words, cursors: [] });
  // Other words begin at the first page, while what was found last stays until there is more.
  const further = pages.words === input.words ? pages.cursors : [];
  const cursors = [undefined, ...further];
  const first = useQuestions({ ...input, limit: PAGE_SIZE });
  const mine = useMine(input, first);
  const total = first.value?.total;
  useEffect(() => {
    if (total !== undefined) onTotal?.(total);
  }, [total, onTotal]);
  if (!first.value) return <AskReading problem={first.problem} />;
  if (mine?.questions.length === 0) return empty;
  return (
    <>
      {first.problem && <ErrorNotice error={first.problem} kind="care" />}
      <ol aria-label={words.label}>
        {cursors.map((cursor, i) => (
          <QuestionPage
            key={cursor ?? ''}
            input={{ ...input, cursor, limit: PAGE_SIZE }}
            onMore={
              i < further.length
                ? undefined
                : (next) => setPages({ words: input.words, cursors: [...further, next] })
            }
          />
        ))}
      </ol>
    </>
  );
}

function QuestionPage({
  input,
  onMore,
}: {
  input: QuestionsInput;
  /** On the last page that is shown. */
  onMore: ((cursor: string) => void) | undefined;
}) {
  const read = useQuestions(input);
  const value = useMine(input, read);
  if (!value) {
    return (
      <li>
        <AskReading problem={read.problem} rows={3} />
      </li>
    );
  }
  return <QuestionRows list={value} onMore={onMore} />;
}

/** With what its reader just asked. */
function useMine(
  input: ListInput & { cursor?: string | undefined },
  read: QueryRead<QuestionList>,
) {
  const { items, me } = usePost();
  const { value, height } = read;
  return value && me ? listWith(value, height ?? 0n, items, me, input) : value;
}

/** The rows of one page, and the way to the next. */
function QuestionRows({
  list,
  onMore,
}: {
  list: QuestionList;
  onMore: ((cursor: string) => void) | undefined;
}) {
  const nowMs = useNow(NOW_EVERY_MS);
  const unit = useChain()?.coinSymbol;
  const pending = pendingPosts(usePost().items);
  const { cursor } = list;
  return (
    <>
      {list.questions.map((question) => (
        <QuestionRow
          key={`${question.id}`}
          question={question}
          nowMs={nowMs}
          unit={unit}
          isPending={pending.has(question.id)}
        />
      ))}
      {onMore && cursor !== null && (
        <li className="pt-6">
          <Button onClick={() => onMore(cursor)}>{words.more}</Button>
        </li>
      )}
    </>
  );
}
