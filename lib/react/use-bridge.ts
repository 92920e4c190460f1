import type { WeftClient } from '../client/create-client.ts';
import type { Address, BridgeView } from '../client/types.ts';
import { MAX_WITHDRAWAL_PAGES } from '../core/limits.ts';
import type { Read } from './read.ts';
import { useRead } from './use-read.ts';

/** What an account has to do with Ethereum, kept fresh; nothing while there is no account. */
export function useBridge(account: Address | undefined): Read<BridgeView> {
  return useRead<BridgeView, 'bridge'>(account && `bridge ${account}`, {
    load: (client) => loadAll(client, account as Address),
    subscription: { topic: 'bridge', account: account as Address },
    // The news reach as far back as one page; what is older does not change.
    next: (news, view) => view && withOlder(news, view),
  });
}

async function loadAll(client: WeftClient, account: Address): Promise<BridgeView> {
  let view = await client.bridge(account);
  for (let pages = 1; view.next !== undefined && pages < MAX_WITHDRAWAL_PAGES; pages++) {
    const { withdrawals, next } = await client.bridge(account, view.next);
    const { next: _, ...rest } = view;
    view = { ...rest, withdrawals: [...view.withdrawals, ...withdrawals] };
    if (next !== undefined) view.next = next;
  }
  return view;
}

function withOlder(news: BridgeView, { withdrawals, next }: BridgeView): BridgeView {
  if (news.next === undefined) return news;
  const { next: from, ...rest } = news;
  const older = withdrawals.filter(({ index }) => index < from);
  return {
    ...rest,
    withdrawals: [...news.withdrawals, ...older],
    ...(next !== undefined && { next }),
  };
}
