'use client';
import dynamic from 'next/dynamic';
import { type ReactNode, useCallback } from 'react';
import { QA_SESSION_ACTIONS } from '../../../lib/client/qa/actions.ts';
import type { OutboxItem } from '../../../lib/client/qa/outbox-item.ts';
import type { ErrorObject } from '../../../lib/client/types.ts';
import { PostingContext } from '../../../lib/react/qa/posting-context.ts';
import { usePosting } from '../../../lib/react/qa/use-posting.ts';
import { useChain } from '../../../lib/react/use-chain.ts';
import { errorWords } from '../../../lib/ui/error-words.ts';
import { showToast } from '../../../lib/ui/toasts.ts';
import { useShellActions } from '../../_parts/shell-actions.ts';

// Nothing of it is needed to read.
const OpenSessionDialog = dynamic(
  () => import('../../_parts/open-session-dialog.tsx').then((module) => module.OpenSessionDialog),
  { ssr: false },
);

/** Lets every page of Ask post: asks for a wallet and a session when the first post needs them. */
export function AskPosting({ children }: { children: ReactNode }) {
  const { openConnect, prepareToasts } = useShellActions();
  const unit = useChain()?.coinSymbol ?? '';
  const onRefused = useCallback(
    (error: ErrorObject) => {
      prepareToasts();
      const { happened, safe, next } = errorWords(error);
      showToast({ title: happened, description: `${safe} ${next}`, state: 'fault' });
    },
    [prepareToasts],
  );
  const onFailed = useCallback(
    ({ error, fields }: OutboxItem) => {
      // A form on the page says it where the text is.
      if (error && !('text' in fields)) onRefused(error);
    },
    [onRefused],
  );
  const { posting, session, needsSession, onSessionClosed } = usePosting({
    ...{ onNeedsWallet: openConnect, onFailed, onRefused },
  });
  return (
    <PostingContext value={posting}>
      {children}
      {needsSession && (
        <OpenSessionDialog
          isOpen
          session={session}
          actions={QA_SESSION_ACTIONS}
          unit={unit}
          onClose={onSessionClosed}
        />
      )}
    </PostingContext>
  );
}
