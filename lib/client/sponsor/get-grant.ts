import * as v from 'valibot';
import type { WeftClient } from '../create-client.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import type { Hash } from '../types.ts';
import { grantView } from './schema-parts.ts';
import type { GrantView } from './views.ts';

export type GrantInput = { grant: Hash; timestampMs?: number | undefined };

export const grantQuery = typedQuery<GrantInput, GrantView | null>(
  'sponsor',
  'grant',
  v.nullable(grantView),
);

/** One grant; closed ones as well while deposits may come back to them. */
export function getGrant(
  client: Pick<WeftClient, 'query'>,
  input: GrantInput,
): Promise<Answer<GrantView | null>> {
  return askQuery(client, grantQuery, input);
}
