import * as v from 'valibot';
import { MAX_POST_VERSIONS } from '../../core/module-limits.ts';
import type { WeftClient } from '../create-client.ts';
import { address, count, name, text } from '../schema-parts.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import { listed, tags } from './schema-parts.ts';
import type { PostVersion } from './views.ts';

export type HistoryInput = { post: bigint };

export const historyQuery = typedQuery<HistoryInput, PostVersion[]>(
  'qa',
  'history',
  listed(v.object({ title: name, text, tags, editor: address, atMs: count }), MAX_POST_VERSIONS),
);

/** The texts that a post had and has, the newest first. */
export function getHistory(
  client: Pick<WeftClient, 'query'>,
  input: HistoryInput,
): Promise<Answer<PostVersion[]>> {
  return askQuery(client, historyQuery, input);
}
