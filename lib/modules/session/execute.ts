import type { ActionContext } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import type { Hash, Hex } from '../../core/bytes.ts';
import { MAX_SESSION_MS, MAX_SESSIONS_PER_ACCOUNT } from '../../core/module-limits.ts';
import { alreadyExpired, tooLong, tooMany, unknownSession } from './errors.ts';
import { sessionIdOf } from './keys.ts';
import type { CloseFields, OpenFields } from './messages.ts';
import { deleteSession, getSession, sessionsOf, setSession, setSessionsOf } from './sessions.ts';

export function openSession(context: ActionContext, fields: OpenFields): void {
  const { store, block, sender, nonce, emit } = context;
  const { actions, spendMaxWei, expiresMs } = fields;
  const publicKey = fields.publicKey.toLowerCase() as Hex;
  const nowMs = block.timestampMs;
  if (expiresMs <= nowMs) throw alreadyExpired(expiresMs, nowMs);
  if (expiresMs > nowMs + MAX_SESSION_MS) throw tooLong(MAX_SESSION_MS);
  const others = deleteSessions(context, ({ isOver }) => isOver);
  if (others.length >= MAX_SESSIONS_PER_ACCOUNT) throw tooMany(MAX_SESSIONS_PER_ACCOUNT);
  const id = sessionIdOf(sender, publicKey, nonce);
  assert(getSession(store, id) === undefined, 'no number of an account is used twice');
  setSession(store, id, {
    account: sender,
    publicKey,
    actions,
    spendMaxWei,
    spentWei: 0n,
    openedMs: nowMs,
    expiresMs: Number(expiresMs),
    nonce: 0n,
  });
  setSessionsOf(store, sender, [...others, id]);
  emit('opened', { account: sender, session: id, publicKey, actions, spendMaxWei, expiresMs });
}

/** Also of one that is over, so that its deposit comes back. */
export function closeSession(context: ActionContext, { session }: CloseFields): void {
  const { store, sender } = context;
  if (!sessionsOf(store, sender).includes(session)) throw unknownSession(session);
  deleteSessions(context, ({ id, isOver }) => isOver || id === session);
}

/** It never fails: whoever fears for his keys need not know which there are. */
export function closeAllSessions(context: ActionContext): void {
  deleteSessions(context, () => true);
}

/** Deletes some of the sender's sessions; the result is those that stay. */
function deleteSessions(
  { store, block, sender, emit }: ActionContext,
  isUnwanted: (session: { id: Hash; isOver: boolean }) => boolean,
): Hash[] {
  const before = sessionsOf(store, sender);
  const kept = before.filter((id) => {
    const session = getSession(store, id);
    assert(session?.account === sender, 'a listed session is the account’s');
    const isOver = session.expiresMs < block.timestampMs;
    if (!isUnwanted({ id, isOver })) return true;
    deleteSession(store, id);
    emit('closed', { account: sender, session: id });
    return false;
  });
  if (kept.length < before.length) setSessionsOf(store, sender, kept);
  return kept;
}
