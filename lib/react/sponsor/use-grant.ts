import { type GrantInput, grantQuery } from '../../client/sponsor/get-grant.ts';
import type { GrantView } from '../../client/sponsor/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** One grant, open or closed. Nothing while there is no input. */
export function useGrant(input: GrantInput | undefined): QueryRead<GrantView | null> {
  return useQuery(grantQuery, input, { keepsLast: true });
}
