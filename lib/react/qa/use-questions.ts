import { type QuestionsInput, questionsQuery } from '../../client/qa/get-questions.ts';
import type { QuestionList } from '../../client/qa/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** Questions of a list, or those that words find. Nothing while there is no input. */
export function useQuestions(input: QuestionsInput | undefined): QueryRead<QuestionList> {
  return useQuery(questionsQuery, input, { keepsLast: true });
}
