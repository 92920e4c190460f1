import type { Module, QueryContext } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import { type Address, type Hash, isHex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { getSession, type Session, sessionsOf } from './sessions.ts';

/** A session as people see it; one that is over stays until its account opens or closes another. */
export interface SessionView extends Omit<Session, 'account' | 'actions'> {
  id: Hash;
  actions: string[];
}

/** Of an account, oldest first. */
export function list({ store }: QueryContext, { account }: { account: Address }): SessionView[] {
  return sessionsOf(store, account).map((id) => {
    const session = getSession(store, id);
    assert(session, 'a listed session is there');
    const { account: _account, actions, ...rest } = session;
    return { id, actions: actions.split(' '), ...rest };
  });
}

/** The queries by name, for callers whose input is not typed. */
export const sessionQueries: Module['queries'] = {
  list: (context, input) => list(context, accountIn(input)),
};

function accountIn(input: unknown): { account: Address } {
  const has = typeof input === 'object' && input !== null && 'account' in input;
  const value = has ? input.account : undefined;
  if (isHex(value, 20)) return { account: value.toLowerCase() as Address };
  throw new WeftError('query/malformed', 'expected an address', { name: 'account' });
}
