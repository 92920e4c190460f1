import * as v from 'valibot';
import type { WeftClient } from '../create-client.ts';
import { count, name } from '../schema-parts.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import type { Address } from '../types.ts';
import type { Allowance } from './views.ts';

export type AllowanceInput = { account: Address; module: string; timestampMs: number };

export const allowanceQuery = typedQuery<AllowanceInput, Allowance>(
  'sponsor',
  'allowance',
  v.object({
    unitsLeftToday: count,
    unitsPerDay: count,
    payers: v.pipe(v.array(v.picklist(['grant', 'stake'])), v.maxLength(2)),
    resetsAtMs: count,
    reason: v.nullable(name),
  }),
);

/** What an account may do in a module without a fee on the day of a time, and who pays. */
export function getAllowance(
  client: Pick<WeftClient, 'query'>,
  input: AllowanceInput,
): Promise<Answer<Allowance>> {
  return askQuery(client, allowanceQuery, input);
}
