import type { Connection } from '../connection.ts';
import type { ChainInfo } from '../types.ts';

/** The constants of the chain this node follows. */
export function getChain(connection: Connection): Promise<ChainInfo> {
  return connection.request('chain', undefined);
}
