import type { Address, Hash } from '../../core/bytes.ts';
import { VALID_FOR_MS } from '../../core/limits.ts';
import type { WeftClient } from '../create-client.ts';
import { type SessionView, sessionList } from './session-list.ts';
import { createSessionStore, type KeptSession } from './session-store.ts';

/** What there is of a session in this browser. */
export type SessionStanding =
  | { state: 'open'; session: OpenSession }
  /** Its opening is not final yet, or the node does not know the newest blocks. */
  | { state: 'waiting'; id: Hash }
  /** `why`: there was one, and its time is over, or it was closed elsewhere. */
  | { state: 'none'; why?: 'expired' | 'revoked' };

/** A session that can sign here and now, with its limits as the chain has them. */
export type OpenSession = SessionView & { account: Address };

/**
 * The session of an account that this browser can sign with. A key is kept though the chain does
 * not show its session: a node that has yet to catch up would not show it either.
 */
export async function currentSession(
  client: Pick<WeftClient, 'chain' | 'query' | 'status' | 'transaction'>,
  account: Address,
): Promise<SessionStanding> {
  const { chainId } = await client.chain();
  const store = createSessionStore(chainId);
  const kept = await store.get(account);
  if (!kept) return { state: 'none' };
  if (kept.expiresMs <= Date.now()) {
    await store.remove(account, kept.id);
    return { state: 'none', why: 'expired' };
  }
  // In this order: what was final then is in the list that is read now.
  const isWaiting = await mayStillOpen(client, kept);
  const listed = (await sessionList(client, account)).find(({ id }) => id === kept.id);
  if (listed) return { state: 'open', session: { ...listed, account } };
  return isWaiting ? { state: 'waiting', id: kept.id } : { state: 'none', why: 'revoked' };
}

async function mayStillOpen(
  client: Pick<WeftClient, 'status' | 'transaction'>,
  { openedBy, openedMs }: KeptSession,
): Promise<boolean> {
  const [{ phase }, opening] = await Promise.all([client.status(), client.transaction(openedBy)]);
  if (phase !== 'live') return true;
  if (!opening) return Date.now() < openedMs + VALID_FOR_MS;
  return !opening.final && (opening.status === 'pending' || opening.status === 'included');
}
