import type { Address } from '../../core/bytes.ts';
import type { Connection } from '../connection.ts';
import type { ValidatorKeyFacts } from '../types.ts';

/**
 * Makes the node's validator key, unless it has a live one of this account, and tells what to
 * register of it. The secret never leaves the node. Errors: `keys/...`.
 */
export function createValidator(
  connection: Connection,
  account: Address,
): Promise<ValidatorKeyFacts> {
  return connection.request('createValidator', { account });
}
