import { type CommentsInput, commentsQuery } from '../../client/qa/get-comments.ts';
import type { CommentList } from '../../client/qa/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** Comments on a post. Nothing while there is no input. */
export function useComments(input: CommentsInput | undefined): QueryRead<CommentList> {
  return useQuery(commentsQuery, input);
}
