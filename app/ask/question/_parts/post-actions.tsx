'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { acceptAction, deleteAction, hideAction } from '../../../../lib/client/qa/actions.ts';
import { isOpen, placeOf } from '../../../../lib/client/qa/outbox-item.ts';
import type { AnswerView, PostView, QuestionView } from '../../../../lib/client/qa/views.ts';
import { usePost } from '../../../../lib/react/qa/use-post.ts';
import { useRules } from '../../../../lib/react/qa/use-rules.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { privilegeProblem } from '../../_parts/privilege-problem.ts';
import { Action } from './action.tsx';

// Nothing of these is needed to read.
const FlagDialog = dynamic(() => import('./flag-dialog.tsx').then((module) => module.FlagDialog), {
  ssr: false,
});
const DeleteDialog = dynamic(
  () => import('./delete-dialog.tsx').then((module) => module.DeleteDialog),
  { ssr: false },
);
const AcceptDialog = dynamic(
  () => import('./accept-dialog.tsx').then((module) => module.AcceptDialog),
  { ssr: false },
);
const BountyActions = dynamic(
  () => import('./bounty-actions.tsx').then((module) => module.BountyActions),
  { ssr: false },
);

const words = askMessages.writing.actions;

/** What the reader may do with a post besides voting on it. */
export function PostActions({
  post,
  question,
  onEdit,
}: {
  post: PostView;
  question: QuestionView;
  onEdit: () => void;
}) {
  const { me, items, post: send } = usePost();
  const rules = useRules().value;
  const [opened, setOpened] = useState<'flag' | 'delete'>();
  // The chain has no name for it yet.
  if (!me || post.id < 0n) return null;
  const isOwn = post.author.account === me.account;
  const isAsker = question.author.account === me.account;
  const isComment = post.kind === 'comment';
  const hides = privilegeProblem('hide', me, rules);
  const isSaving = items.some((item) => isOpen(item) && placeOf(item) === `QaEdit/${post.id}`);
  const bars = post.isHidden
    ? words.hidden
    : isOwn
      ? undefined
      : privilegeProblem('edit-others', me, rules);
  const close = () => setOpened(undefined);
  return (
    <>
      {post.kind === 'answer' && isAsker && <AcceptAction post={post} question={question} />}
      {(isOwn || !isComment) && (
        <Action onClick={onEdit} problem={isSaving ? words.notFinal : bars}>
          {askMessages.writing.edit.open}
        </Action>
      )}
      {!isOwn && !post.isHidden && (
        <Action onClick={() => setOpened('flag')} problem={privilegeProblem('flag', me, rules)}>
          {words.flag}
        </Action>
      )}
      {(!isOwn || !hides) && (
        <Action onClick={() => send(hideAction(post.id, !post.isHidden))} problem={hides}>
          {post.isHidden ? words.show : words.hide}
        </Action>
      )}
      {isOwn && isUnanswered(post, question) && (
        <Action onClick={() => setOpened('delete')}>{words.remove}</Action>
      )}
      {post.kind === 'question' && isOwn && <BountyActions question={question} />}
      {opened === 'flag' && <FlagDialog post={post.id} onClose={close} />}
      {opened === 'delete' && (
        <DeleteDialog onDelete={() => send(deleteAction(post.id))} onClose={close} />
      )}
    </>
  );
}

/** A dialog outlives the bounty that it pays. */
function AcceptAction({ post, question }: { post: PostView; question: QuestionView }) {
  const { post: send } = usePost();
  const [paidWei, setPaidWei] = useState<bigint>();
  const isChosen = isAccepted(post, question);
  const { id, author, bounty } = question;
  const pays = bounty && !isChosen && post.author.account !== author.account;
  const accept = () => {
    if (pays) setPaidWei(bounty.amountWei);
    else void send(acceptAction(id, isChosen ? 0n : post.id));
  };
  return (
    <>
      <Action isPressed={isChosen} onClick={accept}>
        {isChosen ? words.unaccept : words.accept}
      </Action>
      {paidWei !== undefined && (
        <AcceptDialog
          question={id}
          answer={post.id}
          amountWei={paidWei}
          onClose={() => setPaidWei(undefined)}
        />
      )}
    </>
  );
}

function isAccepted({ id }: PostView, { acceptedId }: QuestionView): boolean {
  return acceptedId === id;
}

/** Nothing hangs on it, as far as can be seen here. */
function isUnanswered(post: PostView, question: QuestionView): boolean {
  if (post.score !== 0n || isAccepted(post, question)) return false;
  if (post.kind === 'comment') return true;
  if (post.kind === 'answer') return (post as AnswerView).comments.total === 0;
  return question.answersTotal === 0 && question.comments.total === 0 && !question.bounty;
}
