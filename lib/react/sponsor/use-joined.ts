import { type Joined, type JoinedInput, joinedQuery } from '../../client/sponsor/get-joined.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** When an account joined a grant. Nothing while there is no input. */
export function useJoined(input: JoinedInput | undefined): QueryRead<Joined | null> {
  return useQuery(joinedQuery, input);
}
