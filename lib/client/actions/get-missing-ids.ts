import type { Connection } from '../connection.ts';
import type { MissingIdsParams } from '../types.ts';

/** Of tokens of a collection, MAX_LIST_ITEMS at most, those that an account does not have. */
export function getMissingIds(connection: Connection, asked: MissingIdsParams): Promise<bigint[]> {
  return connection.request('missingIds', asked);
}
