import type { Address } from '../../core/bytes.ts';
import type { Connection } from '../connection.ts';
import type { AccountView } from '../types.ts';

/** An account nobody has used has zeros. */
export function getAccount(connection: Connection, address: Address): Promise<AccountView> {
  return connection.request('account', { address });
}
