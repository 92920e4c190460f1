'use client';
import { type ReactNode, useMemo, useState } from 'react';
import { voteAction } from '../../../../lib/client/qa/actions.ts';
import type { OutboxItem } from '../../../../lib/client/qa/outbox-item.ts';
import type { PostView, QuestionView } from '../../../../lib/client/qa/views.ts';
import { pendingPosts } from '../../../../lib/client/qa/with-outbox.ts';
import type { Posting } from '../../../../lib/react/qa/posting-context.ts';
import { usePost } from '../../../../lib/react/qa/use-post.ts';
import { useRules } from '../../../../lib/react/qa/use-rules.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { privilegeProblem } from '../../_parts/privilege-problem.ts';
import { AnswerComposer } from './answer-composer.tsx';
import { CommentForm } from './comment-form.tsx';
import { EditForm } from './edit-form.tsx';
import { PostActions } from './post-actions.tsx';
import { type Writing, WritingContext } from './writing.ts';

const words = askMessages.writing.actions;

/** What the reader of a question may do with it and its posts. */
export function QuestionWriting({
  question,
  children,
}: {
  question: QuestionView;
  children: ReactNode;
}) {
  const posting = usePost();
  const rules = useRules().value;
  const [edited, setEdited] = useState<bigint>();
  const writing = useMemo<Writing>(
    () => ({
      ...votingOf(posting, rules),
      editorFor: (post) =>
        (post.id === edited || hasFailedEdit(posting.items, post.id)) && (
          <EditForm
            key={`${post.id}`}
            post={post}
            title={post.id === question.id ? question.title : ''}
            tags={post.id === question.id ? question.tags : []}
            onClose={() => {
              setEdited(undefined);
              forgetFailedEdit(posting, post.id);
            }}
          />
        ),
      actionsFor: (post) => (
        <PostActions post={post} question={question} onEdit={() => setEdited(post.id)} />
      ),
      commentFormFor: (post) =>
        post.id > 0n &&
        !post.isHidden && (
          <CommentForm post={post.id} barred={privilegeProblem('comment', posting.me, rules)} />
        ),
      composer:
        question.id > 0n && !question.isHidden ? (
          <AnswerComposer
            question={question.id}
            isOwn={question.author.account === posting.me?.account}
          />
        ) : undefined,
    }),
    [posting, rules, question, edited],
  );
  return <WritingContext value={writing}>{children}</WritingContext>;
}

function votingOf(
  { me, items, post: send }: Posting,
  rules: ReturnType<typeof useRules>['value'],
): Pick<Writing, 'onVote' | 'voteProblem' | 'pendingOf'> {
  const pending = pendingPosts(items);
  return {
    pendingOf: (id) => pending.get(id),
    onVote: (post, vote) => send(voteAction(post.id, vote)),
    voteProblem: (post, vote) => {
      if (post.id < 0n) return words.notFinal;
      if (post.isHidden) return words.hidden;
      if (me && post.author.account === me.account) return words.own;
      return privilegeProblem(vote === 'up' ? 'vote-up' : 'vote-down', me, rules);
    },
  };
}

function failedEdit(items: readonly OutboxItem[], id: PostView['id']): OutboxItem | undefined {
  return items.find(
    ({ primaryType, fields, state }) =>
      primaryType === 'QaEdit' && fields.post === id && state === 'failed',
  );
}

function hasFailedEdit(items: readonly OutboxItem[], id: PostView['id']): boolean {
  return failedEdit(items, id) !== undefined;
}

function forgetFailedEdit({ items, forget }: Posting, id: PostView['id']): void {
  const failed = failedEdit(items, id);
  if (failed) forget(failed.id);
}
