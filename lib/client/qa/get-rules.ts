import * as v from 'valibot';
import type { WeftClient } from '../create-client.ts';
import { address, count, natural } from '../schema-parts.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import { listed, privilege, reason } from './schema-parts.ts';
import type { QaRules } from './views.ts';

export const rulesQuery = typedQuery<Record<string, never>, QaRules>(
  'qa',
  'rules',
  v.object({
    privileges: listed(v.object({ privilege, points: natural })),
    rewards: listed(v.object({ reason, points: v.bigint() })),
    perDay: v.object({
      questions: count,
      answers: count,
      comments: count,
      votes: count,
      flags: count,
    }),
    maxTitleBytes: count,
    maxTextBytes: count,
    maxCommentBytes: count,
    maxTags: count,
    minBountyWei: natural,
    karma: v.nullable(
      v.object({
        token: address,
        ...{ smallestUnitsPerPoint: natural, pointsPerYear: natural, leastPoints: natural },
      }),
    ),
  }),
);

/** The module's parameters on this chain. */
export function getRules(client: Pick<WeftClient, 'query'>): Promise<Answer<QaRules>> {
  return askQuery(client, rulesQuery, {});
}
