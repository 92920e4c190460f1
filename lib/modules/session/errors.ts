import type { Hash } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';

export type SessionErrorCode =
  | 'session/malformed-key'
  | 'session/malformed-actions'
  | 'session/already-expired'
  | 'session/too-long'
  | 'session/too-many'
  | 'session/unknown';

/** Not the 65 bytes of a point on the curve. */
export function malformedKey() {
  return sessionError('session/malformed-key', 'the key is no point of P-256');
}

/** Not the names of actions, each once, with single spaces between them. */
export function malformedActions() {
  return sessionError('session/malformed-actions', 'the actions are not a list of names');
}

/** It would end before the block in which it begins. */
export function alreadyExpired(expiresMs: bigint, timestampMs: number) {
  return sessionError('session/already-expired', 'the session is over before it begins', {
    expiresMs: expiresMs.toString(),
    timestampMs,
  });
}

/** It would last longer than a session may. */
export function tooLong(mostMs: number) {
  return sessionError('session/too-long', 'the session would last too long', { mostMs });
}

/** The account has as many open sessions as it may. */
export function tooMany(most: number) {
  return sessionError('session/too-many', 'too many open sessions', { most });
}

/** No session of this account. */
export function unknownSession(session: Hash) {
  return sessionError('session/unknown', 'no such session of this account', { session });
}

function sessionError(code: SessionErrorCode, message: string, facts: WeftError['facts'] = {}) {
  return new WeftError<SessionErrorCode>(code, message, facts);
}
