'use client';
import { useState } from 'react';
import type { QuestionView } from '../../../../lib/client/qa/views.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { formatSpan } from '../../../../lib/ui/format/format-time.ts';
import { useNow } from '../../../../lib/ui/use-now.ts';
import { Action } from './action.tsx';
import { BountyDialog } from './bounty-dialog.tsx';
import { TakeBackDialog } from './take-back-dialog.tsx';

const words = askMessages.writing.actions;
const NOW_EVERY_MS = 10_000;

/** What an asker may do about coins for an answer. */
export function BountyActions({ question }: { question: QuestionView }) {
  const nowMs = useNow(NOW_EVERY_MS);
  const [isOpen, setOpen] = useState(false);
  const { bounty, acceptedId, isHidden } = question;
  const close = () => setOpen(false);
  if (bounty) {
    return (
      <>
        <Action onClick={() => setOpen(true)} problem={lockedWords(bounty.untilMs - nowMs)}>
          {words.takeBack}
        </Action>
        {isOpen && <TakeBackDialog question={question.id} {...bounty} onClose={close} />}
      </>
    );
  }
  if (acceptedId > 0n || isHidden) return null;
  return (
    <>
      <Action onClick={() => setOpen(true)}>{words.bounty}</Action>
      {isOpen && <BountyDialog question={question.id} onClose={close} />}
    </>
  );
}

/** Why it cannot be taken back yet: whoever is writing an answer relies on it. */
function lockedWords(leftMs: number): string | undefined {
  return leftMs > 0 ? words.bountyOpen(formatSpan(leftMs)) : undefined;
}
