import * as v from 'valibot';
import type { WeftClient } from '../create-client.ts';
import { natural } from '../schema-parts.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import type { Address } from '../types.ts';
import type { KarmaView } from './views.ts';

/** With a time the budget is that of its year; without one, of the year it was last used in. */
export type KarmaInput = { account: Address; timestampMs?: number | undefined };

export const karmaQuery = typedQuery<KarmaInput, KarmaView>(
  'qa',
  'karma',
  v.object({ redeemable: natural, leftThisYear: natural, fundedSmallestUnits: natural }),
);

/** Points that an account can turn into tokens, and what limits that. */
export function getKarma(
  client: Pick<WeftClient, 'query'>,
  input: KarmaInput,
): Promise<Answer<KarmaView>> {
  return askQuery(client, karmaQuery, input);
}
