import type { Connection } from '../connection.ts';
import type { QueryAnswer, QueryInput } from '../types.ts';

/**
 * A query of a module of the chain, answered from final state. Fails with `query/unknown`,
 * `query/malformed`, and what the query throws.
 */
export function runQuery(
  connection: Connection,
  module: string,
  name: string,
  input: QueryInput = {},
): Promise<QueryAnswer> {
  return connection.request('query', { module, name, input });
}
