'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { askAction } from '../../../../lib/client/qa/actions.ts';
import { usePost } from '../../../../lib/react/qa/use-post.ts';
import { useRules } from '../../../../lib/react/qa/use-rules.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { Field } from '../../../../lib/ui/field.tsx';
import { links } from '../../../../lib/ui/links.ts';
import { PageHead } from '../../../../lib/ui/page-head.tsx';
import { TextEditor } from '../../../../lib/ui/text-editor.tsx';
import { AskCrumb } from '../../_parts/ask-crumb.tsx';
import { ComposerForm } from '../../_parts/composer-form.tsx';
import { FailedNotice } from '../../_parts/failed-notice.tsx';
import { NodeNotice } from '../../_parts/node-notice.tsx';
import { PostCost } from '../../_parts/post-cost.tsx';
import { problemOf } from '../../_parts/problem-of.ts';
import { TagField } from '../../_parts/tag-field.tsx';
import { TwoColumns } from '../../_parts/two-columns.tsx';
import { type Composer, useComposer } from '../../_parts/use-composer.ts';
import { SentQuestion } from '../../question/_parts/sent-question.tsx';
import { useSent } from './use-sent.ts';
import { WritingHelp } from './writing-help.tsx';

const words = askMessages.writing.newQuestion;
const NOTHING_WRITTEN = { title: '', text: '', tags: [] };
const ROWS = 12;
const USUAL_TAGS = 5;

/**
 * Where a question is written. Sent, it is shown at once, and its own page, which looks the same,
 * takes the place of this one as soon as the browser has it.
 */
export function NewQuestion() {
  const router = useRouter();
  const composer = useComposer('QaAsk', NOTHING_WRITTEN, askAction);
  const send = () => void composer.submit();
  const sentId = useSent(usePost().items)?.id;
  useEffect(() => {
    if (sentId !== undefined) router.push(links.sentQuestion(BigInt(sentId)));
  }, [sentId, router]);
  if (sentId !== undefined) return <SentQuestion item={sentId} />;
  return (
    <>
      <AskCrumb here={words.title} />
      <PageHead title={words.title} lead={words.lead} />
      <NodeNotice />
      <TwoColumns label={words.similar} side={<WritingHelp title={composer.text.title} />}>
        <FailedNotice error={composer.failed?.error} />
        <QuestionForm composer={composer} onSend={send} />
      </TwoColumns>
    </>
  );
}

function QuestionForm({ composer, onSend }: { composer: Composer; onSend: () => void }) {
  const rules = useRules().value;
  const { text, change, problem, isSending, savedAtMs } = composer;
  const [isTried, setTried] = useState(false);
  const said = (field: string) => (isTried ? problemOf(field, problem) : undefined);
  const send = () => {
    setTried(true);
    onSend();
  };
  return (
    <ComposerForm onSend={send} data-composer="question" className="grid grid-cols-1 gap-6">
      <Field
        label={words.titleLabel}
        hint={words.titleHint}
        value={text.title}
        autoComplete="off"
        problem={said('title')}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <TextEditor
        label={words.textLabel}
        rows={ROWS}
        value={text.text}
        onChange={(next) => change({ text: next })}
        maxBytes={rules?.maxTextBytes}
        problem={said('text')}
      />
      <TagField
        tags={text.tags}
        most={rules?.maxTags ?? USUAL_TAGS}
        problem={said('tags')}
        onChange={(tags) => change({ tags })}
      />
      <div className="flex flex-wrap items-center justify-between gap-4 border-t border-hairline pt-5 text-sm text-ink-2">
        <PostCost savedAtMs={savedAtMs} />
        <Button kind="primary" size="large" type="submit" disabled={isSending}>
          {words.submit}
        </Button>
      </div>
    </ComposerForm>
  );
}
