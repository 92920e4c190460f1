import { type SimilarInput, similarQuery } from '../../client/qa/get-similar.ts';
import type { QuestionSummary } from '../../client/qa/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** Questions with a title like this one. Nothing while there is no input. */
export function useSimilar(input: SimilarInput | undefined): QueryRead<readonly QuestionSummary[]> {
  return useQuery(similarQuery, input, { keepsLast: true });
}
