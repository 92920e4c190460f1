import type { Connection } from '../connection.ts';
import type { FeeQuote } from '../types.ts';

/** What one action of this type, with so many items in its lists, costs now and at most. */
export function getQuote(
  connection: Connection,
  primaryType: string,
  items?: number,
): Promise<FeeQuote> {
  return connection.request('quote', { primaryType, ...(items !== undefined && { items }) });
}
