import { type PeopleInput, peopleQuery } from '../../client/qa/get-people.ts';
import type { Author } from '../../client/qa/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** People whose names begin so. Nothing while there is no input. */
export function usePeople(input: PeopleInput | undefined): QueryRead<readonly Author[]> {
  return useQuery(peopleQuery, input, { keepsLast: true });
}
