import { type HistoryInput, historyQuery } from '../../client/qa/get-history.ts';
import type { PostVersion } from '../../client/qa/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** The texts that a post had and has, the newest first. Nothing while there is no input. */
export function useHistory(input: HistoryInput | undefined): QueryRead<readonly PostVersion[]> {
  return useQuery(historyQuery, input);
}
