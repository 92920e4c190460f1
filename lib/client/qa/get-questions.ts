import * as v from 'valibot';
import type { WeftClient } from '../create-client.ts';
import { count } from '../schema-parts.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import type { Address } from '../types.ts';
import { cursor, listed, questionSummary } from './schema-parts.ts';
import type { QuestionList, QuestionOrder } from './views.ts';

export type QuestionsInput = {
  order: QuestionOrder;
  tag?: string | undefined;
  author?: Address | undefined;
  /** As somebody types them: the last may be the beginning of a word. Ranks by themselves. */
  words?: string | undefined;
  /** Whose rights count for what is hidden. */
  account?: Address | undefined;
  cursor?: string | undefined;
  limit: number;
};

export const questionsQuery = typedQuery<QuestionsInput, QuestionList>(
  'qa',
  'list',
  v.object({ total: count, questions: listed(questionSummary), cursor }),
);

/** Questions of a list, or those that words find. */
export function getQuestions(
  client: Pick<WeftClient, 'query'>,
  input: QuestionsInput,
): Promise<Answer<QuestionList>> {
  return askQuery(client, questionsQuery, input);
}
