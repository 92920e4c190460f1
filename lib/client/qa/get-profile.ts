import * as v from 'valibot';
import type { WeftClient } from '../create-client.ts';
import { count, natural, text } from '../schema-parts.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import type { Address } from '../types.ts';
import { author, listed, privilege } from './schema-parts.ts';
import type { ProfileView } from './views.ts';

export type ProfileInput = { account: Address };

export const profileQuery = typedQuery<ProfileInput, ProfileView>(
  'qa',
  'profile',
  v.object({
    ...author.entries,
    bio: text,
    joinedAtMs: v.nullable(count),
    questions: count,
    answers: count,
    accepted: count,
    redeemed: natural,
    privileges: listed(privilege),
  }),
);

/** Who somebody is here; an account that did nothing yet has an empty one. */
export function getProfile(
  client: Pick<WeftClient, 'query'>,
  input: ProfileInput,
): Promise<Answer<ProfileView>> {
  return askQuery(client, profileQuery, input);
}
