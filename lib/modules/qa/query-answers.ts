import type { ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import type { Address } from '../../core/bytes.ts';
import type { QaIndex } from './create-index.ts';
import { cursorOf } from './index-cursor.ts';
import type { PostRow } from './index-row.ts';
import { getPost } from './posts.ts';
import { createPostViews } from './view-posts.ts';
import type { AnswerList, AnswerSummary } from './views.ts';

/** What somebody answered, the newest first, as far as the reader may see it. */
export function answersBy(
  { posts }: QaIndex,
  store: Pick<ModuleStore, 'get'>,
  asked: {
    author: Address;
    account: Address | undefined;
    before: bigint | undefined;
    limit: number;
  },
): AnswerList {
  const { author, account, before, limit } = asked;
  const views = createPostViews(store, account);
  const rows = posts
    .postsOf(author)
    .flatMap((id) => posts.get(id) ?? [])
    .filter((row) => row.kind === 'answer' && views.maySee(row))
    .reverse();
  const rest = before === undefined ? rows : rows.filter(({ id }) => id < before);
  const page = rest.slice(0, limit);
  const last = page.at(-1);

  function summaryOf({ id, parent, score, createdMs, isHidden }: PostRow): AnswerSummary {
    const question = getPost(store, BigInt(parent));
    assert(question, 'a question stays while it has answers');
    return {
      ...{ id: BigInt(id), question: BigInt(parent), title: views.content(question).title },
      ...{ score: BigInt(score), isAccepted: posts.get(parent)?.accepted === id, isHidden },
      answeredAtMs: createdMs,
    };
  }

  return {
    total: rows.length,
    answers: page.map(summaryOf),
    cursor: last && page.length < rest.length ? cursorOf([last.id]) : null,
  };
}
