import * as v from 'valibot';
import type { WeftClient } from '../create-client.ts';
import { count, name, natural } from '../schema-parts.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import type { Address } from '../types.ts';
import { cursor, listed } from './schema-parts.ts';
import type { AnswerList } from './views.ts';

export type AnswersInput = {
  author: Address;
  /** Whose rights count for what is hidden. */
  account?: Address | undefined;
  cursor?: string | undefined;
  limit: number;
};

export const answersQuery = typedQuery<AnswersInput, AnswerList>(
  'qa',
  'answers',
  v.object({
    total: count,
    answers: listed(
      v.object({
        ...{ id: natural, question: natural, title: name, score: v.bigint() },
        ...{ isAccepted: v.boolean(), isHidden: v.boolean(), answeredAtMs: count },
      }),
    ),
    cursor,
  }),
);

/** What somebody answered, the newest first. */
export function getAnswers(
  client: Pick<WeftClient, 'query'>,
  input: AnswersInput,
): Promise<Answer<AnswerList>> {
  return askQuery(client, answersQuery, input);
}
