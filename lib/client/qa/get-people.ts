import type { WeftClient } from '../create-client.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import { author, listed } from './schema-parts.ts';
import type { Author } from './views.ts';

export type PeopleInput = { prefix: string; limit: number };

export const peopleQuery = typedQuery<PeopleInput, Author[]>('qa', 'people', listed(author));

/** People whose names begin so, those with most points first. */
export function getPeople(
  client: Pick<WeftClient, 'query'>,
  input: PeopleInput,
): Promise<Answer<Author[]>> {
  return askQuery(client, peopleQuery, input);
}
