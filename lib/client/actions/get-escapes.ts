import type { Connection } from '../connection.ts';
import type { Address, Escapes } from '../types.ts';

/**
 * Transactions on Ethereum that pay what an account has, of a chain that is sealed.
 * @param from what an earlier answer named as the next.
 */
export function getEscapes(connection: Connection, account: Address, from = 0): Promise<Escapes> {
  return connection.request('escapes', { account, from });
}
