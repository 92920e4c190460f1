import * as v from 'valibot';
import { MAX_GRANTS } from '../../core/module-limits.ts';
import type { WeftClient } from '../create-client.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import { grantView } from './schema-parts.ts';
import type { GrantView } from './views.ts';

/** With a time it is told what each grant may pay then. */
export type GrantsInput = { timestampMs?: number | undefined };

export const grantsQuery = typedQuery<GrantsInput, GrantView[]>(
  'sponsor',
  'grants',
  v.pipe(v.array(grantView), v.maxLength(MAX_GRANTS)),
);

/** All open grants, oldest first. */
export function getGrants(
  client: Pick<WeftClient, 'query'>,
  input: GrantsInput = {},
): Promise<Answer<GrantView[]>> {
  return askQuery(client, grantsQuery, input);
}
