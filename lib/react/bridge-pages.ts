import type { WeftClient } from '../client/create-client.ts';
import type { Address, BridgeView } from '../client/types.ts';
import { MAX_WITHDRAWAL_PAGES } from '../core/limits.ts';
import { joinRuns, runsBefore } from '../node/rpc/withdrawal-runs.ts';

/** All pages of an account's withdrawals in one view, up to MAX_WITHDRAWAL_PAGES. */
export async function loadPages(
  client: Pick<WeftClient, 'bridge'>,
  account: Address,
): Promise<BridgeView> {
  let view = await client.bridge(account);
  for (let pages = 1; view.next !== undefined && pages < MAX_WITHDRAWAL_PAGES; pages++) {
    const page = await client.bridge(account, view.next);
    view = withPage(view, page.withdrawals, page.next);
  }
  return view;
}

/**
 * The newest page with what an earlier view has of the others, which never change. Undefined where
 * more left in between than one page tells.
 */
export function withOlder(news: BridgeView, view: BridgeView): BridgeView | undefined {
  if (news.next === undefined) return news;
  if (news.next > view.outboxCount) return undefined;
  return withPage(news, runsBefore(view.withdrawals, news.next), view.next);
}

function withPage(
  { next: _, ...view }: BridgeView,
  older: BridgeView['withdrawals'],
  next: bigint | undefined,
): BridgeView {
  const withdrawals = joinRuns(view.withdrawals, older);
  return { ...view, withdrawals, ...(next !== undefined && { next }) };
}
