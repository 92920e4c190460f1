import { typedQuery } from '../typed-query.ts';
import type { Address } from '../types.ts';
import { commentList } from './schema-parts.ts';
import type { CommentList } from './views.ts';

export type CommentsInput = {
  post: bigint;
  account?: Address | undefined;
  cursor?: string | undefined;
};

/** Comments on a post, oldest first. */
export const commentsQuery = typedQuery<CommentsInput, CommentList>('qa', 'comments', commentList);
