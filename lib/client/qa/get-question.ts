import * as v from 'valibot';
import type { WeftClient } from '../create-client.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import type { Address } from '../types.ts';
import { question } from './schema-parts.ts';
import type { QuestionView } from './views.ts';

export type QuestionInput = {
  id: bigint;
  account?: Address | undefined;
  answersOrder?: 'votes' | 'oldest' | 'newest' | undefined;
  answersLimit?: number | undefined;
};

export const questionQuery = typedQuery<QuestionInput, QuestionView | null>(
  'qa',
  'question',
  v.nullable(question),
);

/** One question whole, with its first answers and comments; null when there is none. */
export function getQuestion(
  client: Pick<WeftClient, 'query'>,
  input: QuestionInput,
): Promise<Answer<QuestionView | null>> {
  return askQuery(client, questionQuery, input);
}
