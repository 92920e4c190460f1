'use client';
import { useState } from 'react';
import { answerAction } from '../../../../lib/client/qa/actions.ts';
import { useRules } from '../../../../lib/react/qa/use-rules.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { TextEditor } from '../../../../lib/ui/text-editor.tsx';
import { ComposerForm } from '../../_parts/composer-form.tsx';
import { FailedNotice } from '../../_parts/failed-notice.tsx';
import { PostCost } from '../../_parts/post-cost.tsx';
import { problemOf } from '../../_parts/problem-of.ts';
import { useComposer } from '../../_parts/use-composer.ts';
import { NOTHING_WRITTEN } from './nothing-written.ts';

const words = askMessages.writing.answer;

/** Where an answer is written. */
export function AnswerComposer({ question, isOwn }: { question: bigint; isOwn: boolean }) {
  const rules = useRules().value;
  const [isTried, setTried] = useState(false);
  const composer = useComposer(`QaAnswer/${question}`, NOTHING_WRITTEN, ({ text }) =>
    answerAction(question, text),
  );
  const { text, change, problem, failed, isSending, savedAtMs, submit } = composer;
  const send = () => {
    setTried(true);
    submit();
  };
  return (
    <ComposerForm onSend={send} data-composer="answer">
      <h2 className="mb-3">{words.title}</h2>
      <FailedNotice error={failed?.error} />
      {isOwn && <p className="mb-3 text-sm text-ink-2">{words.own}</p>}
      <TextEditor
        label={words.label}
        value={text.text}
        onChange={(next) => change({ text: next })}
        maxBytes={rules?.maxTextBytes}
        problem={isTried ? problemOf('text', problem) : undefined}
        foot={
          <>
            <PostCost savedAtMs={savedAtMs} />
            <Button kind="primary" type="submit" disabled={isSending}>
              {words.submit}
            </Button>
          </>
        }
      />
    </ComposerForm>
  );
}
