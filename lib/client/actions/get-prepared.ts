import type { Connection } from '../connection.ts';
import type { Prepared, PrepareParams } from '../types.ts';

/** What the next transaction of an account needs: its number, a fee, and who would pay instead. */
export function getPrepared(connection: Connection, params: PrepareParams): Promise<Prepared> {
  return connection.request('prepare', params);
}
