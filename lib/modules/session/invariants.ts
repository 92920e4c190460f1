import type { Module } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import type { Address, Hash } from '../../core/bytes.ts';
import { MAX_SESSION_MS, MAX_SESSIONS_PER_ACCOUNT } from '../../core/module-limits.ts';
import { idsFromBytes, type Session, sessionFromBytes } from './sessions.ts';

/** Every session is in the list of its account and in no other, and spent what it was allowed. */
export const sessionInvariants: Module['invariants'] = ({ entries }) => {
  const sessions = new Map<Hash, Session>();
  const listed = new Map<Hash, Address>();
  for (const [key, value] of entries()) {
    if (key.startsWith('0x01')) {
      sessions.set(`0x${key.slice(4)}`, sessionFromBytes(value));
      continue;
    }
    const ids = idsFromBytes(value);
    assert(ids.length <= MAX_SESSIONS_PER_ACCOUNT, 'an account has a bounded number of sessions');
    for (const id of ids) {
      assert(!listed.has(id), 'a session is listed once');
      listed.set(id, `0x${key.slice(4)}`);
    }
  }
  assert(listed.size === sessions.size, 'every session is listed');
  for (const [id, { account, spentWei, spendMaxWei, openedMs, expiresMs }] of sessions) {
    assert(listed.get(id) === account, 'a session is in the list of its account');
    assert(spentWei <= spendMaxWei, 'a session spends no more than it may');
    assert(expiresMs - openedMs <= MAX_SESSION_MS, 'a session ends');
  }
};
