import type { ErrorObject } from '../../../lib/client/types.ts';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';

/** That somebody said no in the wallet is no fault. */
export function SigningError({ error }: { error: ErrorObject }) {
  return <ErrorNotice error={error} kind={error.code === 'wallet/rejected' ? 'plain' : 'care'} />;
}
