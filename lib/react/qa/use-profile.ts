import { type ProfileInput, profileQuery } from '../../client/qa/get-profile.ts';
import type { ProfileView } from '../../client/qa/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** Who somebody is here. Nothing while there is no input. */
export function useProfile(input: ProfileInput | undefined): QueryRead<ProfileView> {
  return useQuery(profileQuery, input);
}
