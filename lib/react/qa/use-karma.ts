import { type KarmaInput, karmaQuery } from '../../client/qa/get-karma.ts';
import type { KarmaView } from '../../client/qa/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** Points that an account can turn into tokens. Nothing while there is no input. */
export function useKarma(input: KarmaInput | undefined): QueryRead<KarmaView> {
  return useQuery(karmaQuery, input);
}
