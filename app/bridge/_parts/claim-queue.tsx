import type { Claims } from '../../../lib/react/bridge/use-claims.ts';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Notice } from '../../../lib/ui/notice.tsx';
import { ProgressBar } from '../../../lib/ui/progress-bar.tsx';
import { Spinner } from '../../../lib/ui/spinner.tsx';
import { SigningError } from './signing-error.tsx';

/** How far the queue is, what it waits for, and why it stopped. */
export function ClaimQueue({ claims }: { claims: Claims }) {
  const { stage, paid, refused, all, transaction, transactions, error } = claims;
  if (stage === 'idle' && !error && refused === 0) return null;
  return (
    <div className="mb-4 grid gap-3">
      {stage !== 'idle' && stage !== 'waiting' && (
        <div role="status" className="grid gap-2 text-sm text-ink-2">
          <span className="flex items-center gap-2">
            <Spinner /> {bridgeMessages.claims[stage]}
          </span>
          {all > 1 && (
            <>
              <ProgressBar share={paid / all} />
              <span>
                {bridgeMessages.claims.running(paid, all)}{' '}
                {transactions > 1 && bridgeMessages.claims.transaction(transaction, transactions)}
              </span>
            </>
          )}
        </div>
      )}
      {refused > 0 && (
        <Notice kind="care" title={bridgeMessages.claims.refused(refused)}>
          {bridgeMessages.claims.refusedWords}
        </Notice>
      )}
      {stage === 'waiting' && <Notice title={bridgeMessages.claims.waiting} />}
      {error && (
        <>
          <SigningError error={error} />
          <p className="text-sm text-ink-2">{bridgeMessages.claims.stopped}</p>
        </>
      )}
    </div>
  );
}
