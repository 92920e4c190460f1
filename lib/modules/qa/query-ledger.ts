import type { ModuleStore } from '../../chain/module.ts';
import type { Address } from '../../core/bytes.ts';
import type { QaIndex } from './create-index.ts';
import { cursorOf } from './index-cursor.ts';
import { compareLedgerPlaces, placeOfRow } from './index-ledger.ts';
import { getPost } from './posts.ts';
import { authorView, createPostViews } from './view-posts.ts';
import type { LedgerPage } from './views.ts';

/** What moved an account's points, the newest first. What was taken back is not in it. */
export function ledgerPage(
  { posts, ledger }: QaIndex,
  store: Pick<ModuleStore, 'get'>,
  asked: { account: Address; after: readonly bigint[] | undefined; limit: number },
): LedgerPage {
  const { account, after, limit } = asked;
  const views = createPostViews(store, undefined);
  const rows = ledger.rowsOf(account, posts);
  const rest = after ? rows.filter((row) => compareLedgerPlaces(placeOfRow(row), after) > 0) : rows;
  const page = rest.slice(0, limit);
  const last = page.at(-1);

  function titleOf(id: number): string {
    let row = posts.get(id);
    while (row && row.kind !== 'question') row = posts.get(row.parent);
    const post = row && getPost(store, BigInt(row.id));
    return post ? views.content(post).title : '';
  }

  return {
    total: rows.length,
    entries: page.map(({ points, reason, by, post, atMs }) => ({
      ...{ points, reason, by: authorView(store, by) },
      ...{ post: BigInt(post), title: titleOf(post), atMs },
    })),
    cursor: last && page.length < rest.length ? cursorOf(placeOfRow(last)) : null,
  };
}
