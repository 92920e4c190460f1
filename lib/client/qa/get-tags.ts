import * as v from 'valibot';
import type { WeftClient } from '../create-client.ts';
import { count, name } from '../schema-parts.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import { listed } from './schema-parts.ts';
import type { TagView } from './views.ts';

export type TagsInput = { prefix?: string | undefined; limit: number };

export const tagsQuery = typedQuery<TagsInput, TagView[]>(
  'qa',
  'tags',
  listed(v.object({ name, questions: count })),
);

/** Tags, those of most questions first. */
export function getTags(
  client: Pick<WeftClient, 'query'>,
  input: TagsInput,
): Promise<Answer<TagView[]>> {
  return askQuery(client, tagsQuery, input);
}
