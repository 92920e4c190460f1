import type { WeftClient } from '../create-client.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import { listed, questionSummary } from './schema-parts.ts';
import type { QuestionSummary } from './views.ts';

export type SimilarInput = { title: string; limit: number };

export const similarQuery = typedQuery<SimilarInput, QuestionSummary[]>(
  'qa',
  'similar',
  listed(questionSummary),
);

/** Questions with a title like this one, the likest first. */
export function getSimilar(
  client: Pick<WeftClient, 'query'>,
  input: SimilarInput,
): Promise<Answer<QuestionSummary[]>> {
  return askQuery(client, similarQuery, input);
}
