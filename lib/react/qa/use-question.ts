import { type QuestionInput, questionQuery } from '../../client/qa/get-question.ts';
import type { QuestionView } from '../../client/qa/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** One question whole; null when there is none. Nothing while there is no input. */
export function useQuestion(input: QuestionInput | undefined): QueryRead<QuestionView | null> {
  return useQuery(questionQuery, input);
}
