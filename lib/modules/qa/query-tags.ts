import type { QaIndex } from './create-index.ts';
import { bestOf } from './index-best.ts';
import type { TagView } from './views.ts';

/** Tags that begin so and how many questions have them that are not hidden, most first. */
export function tagCounts({ posts, tags }: QaIndex, prefix: string, limit: number): TagView[] {
  const hidden = new Map<string, number>();
  for (const id of posts.hiddenQuestions()) {
    const row = posts.get(id);
    for (const tag of row ? tags.tagsOf(row.content) : []) {
      hidden.set(tag, (hidden.get(tag) ?? 0) + 1);
    }
  }
  const views = [...tags.counts()]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, all]) => ({ name, questions: all - (hidden.get(name) ?? 0) }))
    .filter(({ questions }) => questions > 0);
  return bestOf(views, limit, byQuestions);
}

function byQuestions(a: TagView, b: TagView): number {
  return b.questions - a.questions || (a.name < b.name ? -1 : 1);
}
