'use client';
import type { Address } from '../../../lib/client/types.ts';
import { useAccount } from '../../../lib/react/use-account.ts';
import { useChain } from '../../../lib/react/use-chain.ts';
import { useCommittees } from '../../../lib/react/use-committees.ts';
import { useNames } from '../../../lib/react/use-names.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { useNow } from '../../../lib/ui/use-now.ts';
import { AccountDetail } from './account-detail.tsx';
import { Reading } from './reading.tsx';

export function AccountPage({ address }: { address: Address }) {
  const { value: account, error } = useAccount(address);
  const chain = useChain();
  const epoch = useStatus()?.epoch;
  const committees = useCommittees([epoch]);
  const nameOf = useNames();
  const nowMs = useNow();
  if (!account || !chain) return <Reading here={messages.account.title} error={error} />;
  const committee = epoch === undefined ? undefined : committees.get(epoch);
  return <AccountDetail {...{ account, chain, committee, nowMs, nameOf }} />;
}
