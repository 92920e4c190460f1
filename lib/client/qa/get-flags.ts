import type { WeftClient } from '../create-client.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import type { Address } from '../types.ts';
import { flaggedPost, listed } from './schema-parts.ts';
import type { FlaggedPost } from './views.ts';

export type FlagsInput = {
  account?: Address | undefined;
  cursor?: string | undefined;
  limit: number;
};

export const flagsQuery = typedQuery<FlagsInput, FlaggedPost[]>('qa', 'flags', listed(flaggedPost));

/** Flagged posts that nobody judged, the oldest first. The cursor is the id of the last. */
export function getFlags(
  client: Pick<WeftClient, 'query'>,
  input: FlagsInput,
): Promise<Answer<FlaggedPost[]>> {
  return askQuery(client, flagsQuery, input);
}
