import type { Connection } from '../connection.ts';
import type { VaultCoin } from '../types.ts';

/** One Vault coin; null for a slot that no coin has, or has no longer. */
export function getCoin(connection: Connection, slot: bigint): Promise<VaultCoin | null> {
  return connection.request('coin', { slot });
}
