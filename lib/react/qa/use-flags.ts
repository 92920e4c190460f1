import { type FlagsInput, flagsQuery } from '../../client/qa/get-flags.ts';
import type { FlaggedPost } from '../../client/qa/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** Posts that wait for a moderator. Nothing while there is no input. */
export function useFlags(input: FlagsInput | undefined): QueryRead<readonly FlaggedPost[]> {
  return useQuery(flagsQuery, input);
}
