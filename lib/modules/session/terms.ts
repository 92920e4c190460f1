import type { HookContext, Sessions } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import { deleteSession, getSession, sessionsOf, setSession, setSessionsOf } from './sessions.ts';

/** What the chain asks of sessions. One that is over is still told, so that it can be named. */
export function createSessions({ store }: HookContext): Sessions {
  return {
    termsOf(account, id) {
      const session = getSession(store, id);
      if (session?.account !== account) return undefined;
      const { publicKey, actions, spendMaxWei, spentWei, expiresMs, nonce } = session;
      const names = actions.split(' ');
      return {
        publicKey,
        nonce,
        expiresMs,
        spendLeftWei: spendMaxWei > spentWei ? spendMaxWei - spentWei : 0n,
        allows: (primaryType) => names.includes(primaryType),
      };
    },
    sweep(account, timestampMs) {
      const [oldest, ...others] = sessionsOf(store, account);
      const session = oldest && getSession(store, oldest);
      if (!session || timestampMs <= session.expiresMs) return;
      deleteSession(store, oldest);
      setSessionsOf(store, account, others);
    },
    advance(account, id, spentWei) {
      const session = getSession(store, id);
      assert(session?.account === account, 'only a session that is open signs');
      assert(spentWei >= 0n, 'what is spent is not negative');
      setSession(store, id, {
        ...session,
        nonce: session.nonce + 1n,
        spentWei: session.spentWei + spentWei,
      });
    },
  };
}
