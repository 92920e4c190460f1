import * as v from 'valibot';
import type { WeftClient } from '../create-client.ts';
import { count, name, natural } from '../schema-parts.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import type { Address } from '../types.ts';
import { author, cursor, listed, reason } from './schema-parts.ts';
import type { LedgerPage } from './views.ts';

export type LedgerInput = { account: Address; cursor?: string | undefined; limit: number };

export const ledgerQuery = typedQuery<LedgerInput, LedgerPage>(
  'qa',
  'ledger',
  v.object({
    total: count,
    entries: listed(
      v.object({
        points: v.bigint(),
        reason,
        by: author,
        post: natural,
        title: name,
        atMs: count,
      }),
    ),
    cursor,
  }),
);

/** Points that an account got and lost, the newest first. */
export function getLedger(
  client: Pick<WeftClient, 'query'>,
  input: LedgerInput,
): Promise<Answer<LedgerPage>> {
  return askQuery(client, ledgerQuery, input);
}
