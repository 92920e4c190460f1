import { OUTBOX_CLAIM_MS } from '../../core/limits.ts';
import { requestWebLock } from '../../platform/browser/web-lock.ts';

const claimed = new Map<string, Promise<boolean>>();

/**
 * Whether this page is the one that signs what `name` says, as long as it is open. A tab that is
 * duplicated begins with all that waits in the first, and both would post it. One that is reloaded
 * waits until the page before has gone, for OUTBOX_CLAIM_MS at most.
 */
export function claimItem(name: string): Promise<boolean> {
  const known = claimed.get(name) ?? requestClaim(name);
  claimed.set(name, known);
  return known;
}

function requestClaim(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const giveUp = () => {
      release();
      resolve(false);
    };
    const timer = setTimeout(giveUp, OUTBOX_CLAIM_MS);
    const claim = () => {
      clearTimeout(timer);
      resolve(true);
    };
    // A browser that refuses locks keeps nothing that a second tab could begin with.
    const release = requestWebLock(name, claim, claim);
  });
}
