import type { ErrorObject } from '../../../lib/client/types.ts';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';

/** Why a post came to nothing; its text is in the form below. */
export function FailedNotice({ error }: { error: ErrorObject | undefined }) {
  if (!error) return null;
  return (
    <div className="mb-4">
      <ErrorNotice error={error} kind="care" />
    </div>
  );
}
