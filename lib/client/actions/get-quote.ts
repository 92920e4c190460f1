import type { Connection } from '../connection.ts';
import type { FeeQuote } from '../types.ts';

/** What one action of this type costs now, and the most to allow for it. */
export function getQuote(connection: Connection, primaryType: string): Promise<FeeQuote> {
  return connection.request('quote', { primaryType });
}
