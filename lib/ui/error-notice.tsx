import type { ReactNode } from 'react';
import type { ErrorObject } from '../core/errors.ts';
import { errorWords } from './error-words.ts';
import { Notice, type NoticeKind } from './notice.tsx';

/** A problem in words for people. The code stays in an attribute for whoever reports it. */
export function ErrorNotice({
  error,
  kind = 'fault',
  actions,
}: {
  error: ErrorObject;
  kind?: NoticeKind;
  actions?: ReactNode;
}) {
  const words = errorWords(error);
  return (
    <div data-error-code={error.code}>
      <Notice kind={kind} title={words.happened} actions={actions}>
        {words.safe} {words.next}
      </Notice>
    </div>
  );
}
