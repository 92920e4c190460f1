'use client';
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { QuestionView as View } from '../../../../lib/client/qa/views.ts';
import { questionFrom, questionWith } from '../../../../lib/client/qa/with-outbox.ts';
import { usePost } from '../../../../lib/react/qa/use-post.ts';
import { useQuestion } from '../../../../lib/react/qa/use-question.ts';
import { useChain } from '../../../../lib/react/use-chain.ts';
import type { QueryRead } from '../../../../lib/react/use-query.ts';
import { useWallet } from '../../../../lib/react/wallet/use-wallet.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { useNow } from '../../../../lib/ui/use-now.ts';
import { AskCrumb } from '../../_parts/ask-crumb.tsx';
import { AskReading } from '../../_parts/ask-reading.tsx';
import { idFromText } from '../../_parts/id-from-text.ts';
import { NodeNotice } from '../../_parts/node-notice.tsx';
import { NothingHere } from '../../_parts/nothing-here.tsx';
import type { AnswersOrder } from './answers-order.ts';
import { QuestionSide } from './question-side.tsx';
import { QuestionView } from './question-view.tsx';
import { QuestionWriting } from './question-writing.tsx';
import { SentQuestion } from './sent-question.tsx';

const words = askMessages.question;
const ANSWERS_AT_ONCE = 30;
const NOW_EVERY_MS = 10_000;

/** The question that the address of the page names. */
export function QuestionPage() {
  const query = useSearchParams();
  const sent = idFromText(query.get('sent') ?? '');
  if (sent !== undefined) return <SentQuestion item={Number(sent)} />;
  const text = query.get('id') ?? '';
  const id = idFromText(text);
  if (id === undefined) {
    return (
      <NothingHere here={words.title} title={words.notANumber}>
        {words.missingNext}
      </NothingHere>
    );
  }
  // Another question is another page: its answers are ordered and counted anew.
  return <OneQuestion key={text} id={id} />;
}

function OneQuestion({ id }: { id: bigint }) {
  const [order, setOrder] = useState<AnswersOrder>('votes');
  const [limit, setLimit] = useState(ANSWERS_AT_ONCE);
  const { account } = useWallet();
  const read = useQuestion({ id, account, answersOrder: order, answersLimit: limit });
  const last = useLast(read);
  const question = useWithMine(id, last);
  const nowMs = useNow(NOW_EVERY_MS);
  const unit = useChain()?.coinSymbol;
  const isDeleted = usePost().items.some(
    ({ primaryType, fields }) => primaryType === 'QaDelete' && fields.post === id,
  );
  useTarget(question !== undefined);
  if (question === null) {
    return (
      <NothingHere here={words.title} title={isDeleted ? words.removed : words.missing(`${id}`)}>
        {isDeleted ? words.removedNext : `${words.missingNext} ${words.deleted}`}
      </NothingHere>
    );
  }
  if (!question) {
    return (
      <>
        <AskCrumb here={words.title} />
        <h1 className="sr-only">{words.title}</h1>
        <AskReading problem={read.problem} />
      </>
    );
  }
  return (
    <>
      <NodeNotice />
      <QuestionWriting question={question}>
        <QuestionView
          question={question}
          nowMs={nowMs}
          unit={unit}
          order={order}
          onOrder={setOrder}
          onMoreAnswers={() => setLimit((before) => before + ANSWERS_AT_ONCE)}
          side={<QuestionSide question={question} height={read.height} />}
        />
      </QuestionWriting>
    </>
  );
}

/** Keeps what is shown while it is asked for in another order. */
function useLast<Value>(read: QueryRead<Value>): QueryRead<Value> {
  const { value, height } = read;
  const [last, setLast] = useState<QueryRead<Value>>({});
  // A read is another object each time, its value is not.
  useEffect(() => {
    if (value !== undefined) setLast({ value, ...(height !== undefined && { height }) });
  }, [value, height]);
  return value === undefined ? last : read;
}

/** With what its reader just did, also where that is the question itself. */
function useWithMine(id: bigint, { value, height }: QueryRead<View | null>) {
  const { items, me } = usePost();
  const asked = items.find(({ primaryType, post }) => primaryType === 'QaAsk' && post === id);
  if (!me) return value;
  const read = value ?? (asked && questionFrom(asked, me));
  return read ? questionWith(read, height ?? 0n, items, me) : value;
}

/** A link to a post may be followed before the post is there. */
function useTarget(isThere: boolean): void {
  useEffect(() => {
    const post = isThere ? document.getElementById(location.hash.slice(1)) : null;
    if (location.hash === '' || !post) return;
    post.scrollIntoView();
    post.focus({ preventScroll: true });
  }, [isThere]);
}
