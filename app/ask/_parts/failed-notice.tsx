import type { ErrorObject } from '../../../lib/client/types.ts';
import { usePost } from '../../../lib/react/qa/use-post.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { sessionMessages } from '../../../lib/ui/session-messages.ts';

/** Why a post came to nothing; its text is in the form below. */
export function FailedNotice({ error }: { error: ErrorObject | undefined }) {
  const { signAgain } = usePost();
  if (!error) return null;
  const again = OF_SESSIONS.has(error.code) && (
    <Button size="small" onClick={signAgain}>
      {sessionMessages.open.again}
    </Button>
  );
  return (
    <div className="mb-4 [.grid>&]:mb-0">
      <ErrorNotice error={error} kind="care" actions={again} />
    </div>
  );
}

/** What another session helps against. */
const OF_SESSIONS: ReadonlySet<string> = new Set([
  ...['session-key/none', 'session-key/expired', 'transaction/unknown-session'],
  ...['transaction/session-expired', 'transaction/session-forbids'],
  ...['transaction/session-limit', 'chain/session-limit'],
]);
