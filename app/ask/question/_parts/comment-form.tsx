'use client';
import { useState } from 'react';
import { commentAction } from '../../../../lib/client/qa/actions.ts';
import { useRules } from '../../../../lib/react/qa/use-rules.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { TextEditor } from '../../../../lib/ui/text-editor.tsx';
import { ComposerForm } from '../../_parts/composer-form.tsx';
import { FailedNotice } from '../../_parts/failed-notice.tsx';
import { problemOf } from '../../_parts/problem-of.ts';
import { useComposer } from '../../_parts/use-composer.ts';
import { NOTHING_WRITTEN } from './nothing-written.ts';

const words = askMessages.writing;
const ROWS = 3;

/** A button that becomes the form of a comment. */
export function CommentForm({ post, barred }: { post: bigint; barred: string | undefined }) {
  const [isOpen, setOpen] = useState(false);
  const maxBytes = useRules().value?.maxCommentBytes;
  const composer = useComposer(`QaComment/${post}`, NOTHING_WRITTEN, ({ text }) =>
    commentAction(post, text),
  );
  const { text, change, problem, failed, isSending, submit } = composer;
  if (!isOpen && !failed) {
    return (
      <button
        type="button"
        disabled={barred !== undefined}
        title={barred}
        onClick={() => setOpen(true)}
        className="link min-h-9 py-2 disabled:cursor-not-allowed disabled:text-ink-3 disabled:no-underline max-desk:min-h-11"
      >
        {words.comment.open}
      </button>
    );
  }
  const send = () => {
    if (submit()) setOpen(false);
  };
  return (
    <ComposerForm onSend={send} data-composer="comment" className="py-3">
      <FailedNotice error={failed?.error} />
      <TextEditor
        isShort
        autoFocus
        rows={ROWS}
        label={words.comment.label}
        value={text.text}
        onChange={(next) => change({ text: next })}
        maxBytes={maxBytes}
        problem={problemOf('text', problem)}
        foot={
          <span className="ml-auto flex gap-2">
            <Button size="small" kind="quiet" onClick={() => setOpen(false)}>
              {words.editor.cancel}
            </Button>
            <Button size="small" kind="primary" type="submit" disabled={isSending}>
              {words.comment.submit}
            </Button>
          </span>
        }
      />
    </ComposerForm>
  );
}
