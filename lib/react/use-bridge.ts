import type { Address, BridgeView } from '../client/types.ts';
import { loadPages, withOlder } from './bridge-pages.ts';
import type { Read } from './read.ts';
import { useRead } from './use-read.ts';

/** What an account has to do with Ethereum, kept fresh; nothing while there is no account. */
export function useBridge(account: Address | undefined): Read<BridgeView> {
  return useRead<BridgeView, 'bridge'>(account && `bridge ${account}`, {
    load: (client) => loadPages(client, account as Address),
    subscription: { topic: 'bridge', account: account as Address },
    next: (news, view) => view && withOlder(news, view),
  });
}
