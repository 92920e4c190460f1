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

/** What an asker may do about coins for an answer. A dialog outlives what it changes. */
export function BountyActions({ question }: { question: QuestionView }) {
  const nowMs = useNow(NOW_EVERY_MS);
  const [opened, setOpened] = useState<'offer' | { amountWei: bigint }>();
  const { id, bounty, acceptedId, isHidden } = question;
  const mayOffer = !bounty && acceptedId === 0n && !isHidden;
  const close = () => setOpened(undefined);
  return (
    <>
      {bounty && (
        <Action onClick={() => setOpened(bounty)} problem={lockedWords(bounty.untilMs - nowMs)}>
          {words.takeBack}
        </Action>
      )}
      {mayOffer && <Action onClick={() => setOpened('offer')}>{words.bounty}</Action>}
      {opened === 'offer' && <BountyDialog question={id} onClose={close} />}
      {typeof opened === 'object' && (
        <TakeBackDialog question={id} amountWei={opened.amountWei} onClose={close} />
      )}
    </>
  );
}

/** Why it cannot be taken back yet: whoever is writing an answer relies on it. */
function lockedWords(leftMs: number): string | undefined {
  return leftMs > 0 ? words.bountyOpen(formatSpan(leftMs)) : undefined;
}
