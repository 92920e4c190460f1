import type { SubscriptionRef } from '../../client/actions/subscribe.ts';
import type { WeftClient } from '../../client/create-client.ts';
import { currentSession, type SessionStanding } from '../../client/sessions/current-session.ts';
import { type SessionView, sessionList } from '../../client/sessions/session-list.ts';
import type { Address } from '../../client/types.ts';
import { type ErrorObject, errorObjectFrom } from '../../core/errors.ts';
import { MAX_TIMER_MS, SESSION_RETRY_MS } from '../../core/limits.ts';

/** The sessions of an account, and how this browser's stands. */
export interface SessionsRead {
  standing?: SessionStanding;
  list?: readonly SessionView[];
  error?: ErrorObject;
}

/** Looks again when a final block changed them, when one expires, and while one is waited for. */
export function keepSessions(
  client: Pick<WeftClient, 'chain' | 'query' | 'status' | 'subscribe' | 'transaction'>,
  account: Address,
  set: (read: SessionsRead) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looks = 0;
  let stopped = false;

  async function look(): Promise<void> {
    looks += 1;
    const current = looks;
    clearTimeout(timer);
    try {
      const [standing, list] = await Promise.all([
        currentSession(client, account),
        sessionList(client, account),
      ]);
      if (stopped || current !== looks) return;
      set({ standing, list });
      const afterMs = nextLookMs(standing);
      if (afterMs !== undefined) timer = setTimeout(() => void look(), afterMs);
    } catch (thrown) {
      if (!stopped && current === looks) set({ error: errorObjectFrom(thrown) });
    }
  }

  const ref: SubscriptionRef<'query'> = {
    topic: 'query',
    module: 'session',
    name: 'list',
    input: { account },
  };
  void look();
  const again = () => void look();
  const unsubscribe = client.subscribe(ref, again, {
    onGap: again,
    onError: (error) => set({ error: error.toObject() }),
  });
  return () => {
    stopped = true;
    clearTimeout(timer);
    unsubscribe();
  };
}

function nextLookMs(standing: SessionStanding): number | undefined {
  if (standing.state === 'waiting') return SESSION_RETRY_MS;
  if (standing.state === 'none') return undefined;
  return Math.min(Math.max(0, standing.session.expiresMs - Date.now()), MAX_TIMER_MS);
}
