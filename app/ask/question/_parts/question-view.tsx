import { Check } from 'lucide-react';
import type { QuestionView as View } from '../../../../lib/client/qa/views.ts';
import { Ago } from '../../../../lib/ui/ago.tsx';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { Chip } from '../../../../lib/ui/chip.tsx';
import { formatSpan } from '../../../../lib/ui/format/format-time.ts';
import { LinkButton } from '../../../../lib/ui/link-button.tsx';
import { PageTitle } from '../../../../lib/ui/page-title.tsx';
import { AskCrumb } from '../../_parts/ask-crumb.tsx';
import { BountyChip } from '../../_parts/bounty-chip.tsx';
import { TagChip } from '../../_parts/tag-chip.tsx';
import { TwoColumns } from '../../_parts/two-columns.tsx';
import { AnswerOrderChoice } from './answer-order-choice.tsx';
import { type AnswersOrder, acceptedFirst } from './answers-order.ts';
import { Post } from './post.tsx';
import { useWriting } from './writing.ts';

const words = askMessages.question;
export const COMPOSER_ID = 'answer';

export interface QuestionViewProps {
  question: View;
  nowMs: number;
  /** Of the coin; undefined until the chain is known. */
  unit: string | undefined;
  order: AnswersOrder;
  onOrder: (order: AnswersOrder) => void;
  /** Absent when all answers are shown. */
  onMoreAnswers?: (() => void) | undefined;
  side: React.ReactNode;
}

/** A question with its answers. */
export function QuestionView(props: QuestionViewProps) {
  const { question, nowMs, unit, side } = props;
  const { composer } = useWriting();
  return (
    <>
      <PageTitle of={titleOf(question)} />
      <AskCrumb here={question.tags[0] ?? words.title} />
      <QuestionHead question={question} nowMs={nowMs} hasComposer={composer !== undefined} />
      <TwoColumns label={askMessages.side.similar} side={side}>
        <Post
          post={question}
          question={question.id}
          comments={question.comments}
          nowMs={nowMs}
          below={
            <>
              {question.tags.map((tag) => (
                <TagChip key={tag} name={tag} />
              ))}
              <Bounty question={question} nowMs={nowMs} unit={unit} />
            </>
          }
        />
        <Answers {...props} />
        {composer !== undefined && (
          <section id={COMPOSER_ID} className="border-t border-hairline pt-7">
            {composer}
          </section>
        )}
      </TwoColumns>
    </>
  );
}

function QuestionHead({
  question,
  nowMs,
  hasComposer,
}: {
  question: View;
  nowMs: number;
  hasComposer: boolean;
}) {
  const { createdAtMs, editedAtMs, isHidden } = question;
  return (
    <div className="mb-7 flex flex-wrap items-end justify-between gap-6 max-desk:gap-4">
      <div className="max-w-[800px] min-w-0">
        <h1 className="wrap-anywhere">
          <bdi>{titleOf(question)}</bdi>
        </h1>
        <p className="mt-4 flex flex-wrap items-center gap-2 text-sm text-ink-2">
          {isHidden && <Chip kind="fault">{askMessages.hidden}</Chip>}
          <span>
            {words.asked} <Ago timestampMs={createdAtMs} nowMs={nowMs} />
            {editedAtMs !== null && (
              <>
                , {words.edited} <Ago timestampMs={editedAtMs} nowMs={nowMs} />
              </>
            )}
          </span>
        </p>
      </div>
      {hasComposer && (
        <LinkButton kind="primary" href={`#${COMPOSER_ID}`}>
          {words.writeAnswer}
        </LinkButton>
      )}
    </div>
  );
}

function Bounty({
  question: { bounty },
  nowMs,
  unit,
}: {
  question: View;
  nowMs: number;
  unit: string | undefined;
}) {
  if (!bounty) return null;
  const leftMs = bounty.untilMs - nowMs;
  return (
    <span className="inline-flex flex-wrap items-center gap-2 text-xs">
      <BountyChip amountWei={bounty.amountWei} unit={unit} />
      {leftMs > 0 ? `${words.bountyUntil} ${formatSpan(leftMs)}` : words.bountyEnded}
    </span>
  );
}

function Answers({ question, nowMs, order, onOrder, onMoreAnswers }: QuestionViewProps) {
  const { answers, answersTotal } = question;
  return (
    <section aria-label={askMessages.answerCount(answersTotal)}>
      <div className="flex flex-wrap items-center justify-between gap-3 pt-2 pb-[18px]">
        <h2 aria-live="polite">
          {answersTotal === 0 ? words.noAnswers : askMessages.answerCount(answersTotal)}
        </h2>
        {answersTotal > 1 && <AnswerOrderChoice order={order} onOrder={onOrder} />}
      </div>
      {answersTotal === 0 && !question.isHidden && (
        <p className="pb-7 text-sm text-ink-2">{words.noAnswersNext}</p>
      )}
      {acceptedFirst(answers).map((answer) => (
        <div key={`${answer.id}`} className="border-t border-hairline pt-7">
          <Post
            post={answer}
            question={question.id}
            comments={answer.comments}
            nowMs={nowMs}
            above={answer.isAccepted && <AcceptedMark />}
          />
        </div>
      ))}
      {onMoreAnswers && answers.length < answersTotal && (
        <div className="border-t border-hairline pt-6 pb-7">
          <Button onClick={onMoreAnswers}>
            {words.moreAnswers(answersTotal - answers.length)}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Nobody but moderators and its author reads that of a hidden one. */
function titleOf({ title }: View): string {
  return title === '' ? askMessages.post.hiddenTitle : title;
}

function AcceptedMark() {
  return (
    <p className="mb-2.5 inline-flex h-6 items-center gap-1.5 rounded-chip bg-dye-wash px-[9px] text-xs font-[540] text-dye-3">
      <Check size={14} aria-hidden="true" />
      {askMessages.accepted}
    </p>
  );
}
