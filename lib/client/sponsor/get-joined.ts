import * as v from 'valibot';
import type { WeftClient } from '../create-client.ts';
import { count } from '../schema-parts.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import type { Address, Hash } from '../types.ts';

export type JoinedInput = { account: Address; grant: Hash };
export type Joined = { atMs: number };

export const joinedQuery = typedQuery<JoinedInput, Joined | null>(
  'sponsor',
  'joined',
  v.nullable(v.object({ atMs: count })),
);

/** When an account joined a grant; null if it did not, or its invitation was ended. */
export function getJoined(
  client: Pick<WeftClient, 'query'>,
  input: JoinedInput,
): Promise<Answer<Joined | null>> {
  return askQuery(client, joinedQuery, input);
}
