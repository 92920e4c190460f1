import { type AnswersInput, answersQuery } from '../../client/qa/get-answers.ts';
import type { AnswerList } from '../../client/qa/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** What somebody answered, the newest first. Nothing while there is no input. */
export function useAnswers(input: AnswersInput | undefined): QueryRead<AnswerList> {
  return useQuery(answersQuery, input);
}
