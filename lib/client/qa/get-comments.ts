import type { WeftClient } from '../create-client.ts';
import { type Answer, askQuery, typedQuery } from '../typed-query.ts';
import type { Address } from '../types.ts';
import { commentList } from './schema-parts.ts';
import type { CommentList } from './views.ts';

export type CommentsInput = {
  post: bigint;
  account?: Address | undefined;
  cursor?: string | undefined;
};

export const commentsQuery = typedQuery<CommentsInput, CommentList>('qa', 'comments', commentList);

/** Comments on a post, oldest first. */
export function getComments(
  client: Pick<WeftClient, 'query'>,
  input: CommentsInput,
): Promise<Answer<CommentList>> {
  return askQuery(client, commentsQuery, input);
}
