'use client';
import { editAction } from '../../../../lib/client/qa/actions.ts';
import type { PostView } from '../../../../lib/client/qa/views.ts';
import { useRules } from '../../../../lib/react/qa/use-rules.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { Field } from '../../../../lib/ui/field.tsx';
import { Markdown } from '../../../../lib/ui/markdown.tsx';
import { TextEditor } from '../../../../lib/ui/text-editor.tsx';
import { ComposerForm } from '../../_parts/composer-form.tsx';
import { FailedNotice } from '../../_parts/failed-notice.tsx';
import { PostCost } from '../../_parts/post-cost.tsx';
import { problemOf } from '../../_parts/problem-of.ts';
import { TagField } from '../../_parts/tag-field.tsx';
import { useComposer } from '../../_parts/use-composer.ts';

const words = askMessages.writing;

/** A new version of a post, in its place. */
export function EditForm({
  post,
  title,
  tags,
  onClose,
}: {
  post: PostView;
  /** Of a question; empty for others. */
  title: string;
  tags: readonly string[];
  onClose: () => void;
}) {
  const rules = useRules().value;
  const initial = { title, tags, text: post.text, edits: post.edits };
  // The version of now may be newer than the one from which the text was made.
  const composer = useComposer(`QaEdit/${post.id}`, initial, (text) =>
    editAction({ id: post.id, edits: text.edits ?? post.edits }, text),
  );
  const { text, change, problem, failed, isSending, savedAtMs, submit } = composer;
  const isQuestion = post.kind === 'question';
  const isBehind = text.edits !== undefined && text.edits < post.edits;
  const isOvertaken = isBehind || failed?.error?.code === 'qa/edited-meanwhile';
  const send = () => {
    if (submit()) onClose();
  };
  return (
    <ComposerForm onSend={send} data-composer="edit" className="grid grid-cols-1 gap-4">
      <FailedNotice error={failed?.error} />
      {isOvertaken && <OtherVersion post={post} title={title} />}
      {isQuestion && (
        <Field
          label={words.newQuestion.titleLabel}
          value={text.title}
          problem={problemOf('title', problem)}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
      )}
      <TextEditor
        label={words.edit.label}
        autoFocus={!isQuestion}
        value={text.text}
        onChange={(next) => change({ text: next })}
        maxBytes={post.kind === 'comment' ? rules?.maxCommentBytes : rules?.maxTextBytes}
        problem={problemOf('text', problem)}
        foot={<EditFoot savedAtMs={savedAtMs} isSending={isSending} onCancel={onClose} />}
      />
      {isQuestion && (
        <TagField
          tags={text.tags}
          most={rules?.maxTags ?? 1}
          problem={problemOf('tags', problem)}
          onChange={(next) => change({ tags: next })}
        />
      )}
    </ComposerForm>
  );
}

function EditFoot({
  savedAtMs,
  isSending,
  onCancel,
}: {
  savedAtMs: number | undefined;
  isSending: boolean;
  onCancel: () => void;
}) {
  return (
    <>
      <PostCost savedAtMs={savedAtMs} />
      <span className="ml-auto flex gap-2">
        <Button size="small" kind="quiet" onClick={onCancel}>
          {words.editor.cancel}
        </Button>
        <Button size="small" kind="primary" type="submit" disabled={isSending}>
          {words.edit.submit}
        </Button>
      </span>
    </>
  );
}

/** What somebody else saved meanwhile; the reader's own text stays in the form. */
function OtherVersion({ post, title }: { post: PostView; title: string }) {
  return (
    <section
      aria-label={words.edit.meanwhile}
      className="rounded-field bg-cloth-sunken px-4 py-3.5"
    >
      <h2 className="text-sm">{words.edit.meanwhile}</h2>
      <p className="mt-1 mb-3 text-sm text-ink-2">{words.edit.meanwhileNext}</p>
      {title !== '' && (
        <p className="mb-2 font-strong">
          <bdi>{title}</bdi>
        </p>
      )}
      <Markdown text={post.text} />
    </section>
  );
}
