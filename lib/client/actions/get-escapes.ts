import type { Connection } from '../connection.ts';
import type { Address, Escapes } from '../types.ts';

/** Transactions on Ethereum that pay all an account has, of a chain that is sealed. */
export function getEscapes(connection: Connection, account: Address): Promise<Escapes> {
  return connection.request('escapes', { account });
}
