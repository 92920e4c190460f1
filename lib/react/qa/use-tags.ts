import { type TagsInput, tagsQuery } from '../../client/qa/get-tags.ts';
import type { TagView } from '../../client/qa/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** Tags, those of most questions first. Nothing while there is no input. */
export function useTags(input: TagsInput | undefined): QueryRead<readonly TagView[]> {
  return useQuery(tagsQuery, input, { keepsLast: true });
}
