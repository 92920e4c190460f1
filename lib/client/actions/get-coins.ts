import type { Address } from '../../core/bytes.ts';
import type { Connection } from '../connection.ts';
import type { VaultCoins } from '../types.ts';

/**
 * Vault coins of an account, and how far each is its own. From then on the node keeps their
 * histories. Fails with `coins/too-many-accounts`.
 */
export function getCoins(connection: Connection, account: Address): Promise<VaultCoins> {
  return connection.request('coins', { account });
}
