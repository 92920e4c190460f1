import { type GrantsInput, grantsQuery } from '../../client/sponsor/get-grants.ts';
import type { GrantView } from '../../client/sponsor/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** All open grants, oldest first. Nothing while there is no input. */
export function useGrants(input: GrantsInput | undefined): QueryRead<GrantView[]> {
  return useQuery(grantsQuery, input, { keepsLast: true });
}
