'use client';
import type { Address } from '../../../lib/client/types.ts';
import { useAccount } from '../../../lib/react/use-account.ts';
import { useChain } from '../../../lib/react/use-chain.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { useNow } from '../../../lib/ui/use-now.ts';
import { AccountDetail } from './account-detail.tsx';
import { Reading } from './reading.tsx';
import { useNames } from './use-names.ts';

export function AccountPage({ address }: { address: Address }) {
  const { value: account, error } = useAccount(address);
  const chain = useChain();
  const nameOf = useNames();
  const nowMs = useNow();
  if (!account || !chain) return <Reading here={messages.account.title} error={error} />;
  return <AccountDetail account={account} chain={chain} nowMs={nowMs} nameOf={nameOf} />;
}
