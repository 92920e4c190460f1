import type { ModuleStore } from '../../chain/module.ts';
import type { Address } from '../../core/bytes.ts';
import type { QaIndex } from './create-index.ts';
import { getFlags, getPost } from './posts.ts';
import { createPostViews } from './view-posts.ts';
import type { FlaggedPost } from './views.ts';

/** Posts that are flagged and not judged, the oldest first. */
export function flaggedPosts(
  { posts }: QaIndex,
  store: Pick<ModuleStore, 'get'>,
  { account, after, limit }: { account: Address | undefined; after: number; limit: number },
): FlaggedPost[] {
  const views = createPostViews(store, account);
  const page = posts.flagged().filter((id) => id > after);
  return page.slice(0, limit).flatMap((id) => {
    const post = getPost(store, BigInt(id));
    if (!post) return [];
    let question = posts.get(id);
    while (question && question.kind !== 'question') question = posts.get(question.parent);
    const asked = question && getPost(store, BigInt(question.id));
    return {
      post: views.view(BigInt(id), post),
      question: BigInt(question?.id ?? 0),
      title: asked ? views.content(asked).title : '',
      reasons: getFlags(store, BigInt(id)).map(({ by, reason, atMs }) => ({
        ...{ by: views.author(by), reason, atMs },
      })),
    };
  });
}
