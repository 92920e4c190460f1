'use client';
import { useEffect } from 'react';
import type { Address, ChainInfo } from '../../../lib/client/types.ts';
import { useAccount } from '../../../lib/react/use-account.ts';
import { useChain } from '../../../lib/react/use-chain.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { Bones } from '../../../lib/ui/bones.tsx';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Empty } from '../../../lib/ui/empty.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { messages } from '../../../lib/ui/messages.ts';
import { PageHead } from '../../../lib/ui/page-head.tsx';
import { useShellActions } from '../../_parts/shell-actions.ts';
import { ActivityCard } from './activity-card.tsx';
import { BalanceCard } from './balance-card.tsx';
import { NetworkNotice } from './network-notice.tsx';
import { ReceiveCard } from './receive-card.tsx';
import { SendCard } from './send-card.tsx';

const words = messages.wallet;

export function WalletPage() {
  const wallet = useWallet();
  const chain = useChain();
  const { openConnect, prepareToasts } = useShellActions();
  useEffect(prepareToasts, [prepareToasts]);
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      {wallet.error &&
        wallet.status === 'disconnected' &&
        wallet.error.code !== 'wallet/rejected' && (
          <div className="mb-6">
            <ErrorNotice error={wallet.error} kind="care" />
          </div>
        )}
      {wallet.status === 'connected' && wallet.account ? (
        <ConnectedWallet account={wallet.account} chain={chain} />
      ) : (
        <Card>
          <Empty
            picture="loose"
            title={words.notConnected}
            action={
              <Button
                kind="primary"
                onClick={openConnect}
                disabled={wallet.status === 'reconnecting'}
              >
                {words.connect}
              </Button>
            }
          >
            {words.notConnectedNext} {words.without}
          </Empty>
        </Card>
      )}
    </>
  );
}

function ConnectedWallet({ account, chain }: { account: Address; chain: ChainInfo | undefined }) {
  const { value: view, error } = useAccount(account);
  if (!chain) {
    return error ? (
      <ErrorNotice error={error} />
    ) : (
      <Card>
        <Bones reason={messages.explorer.loading} rows={4} />
      </Card>
    );
  }
  return (
    <>
      <NetworkNotice />
      <div className="grid grid-cols-[minmax(0,7fr)_minmax(0,5fr)] items-start gap-6 max-wide:grid-cols-1 max-desk:gap-4">
        <div className="grid gap-6 max-wide:contents">
          <SendCard account={account} view={view} chain={chain} />
          <ActivityCard view={view} chain={chain} />
        </div>
        <div className="grid gap-6 max-wide:contents">
          <div className="max-wide:-order-1">
            <BalanceCard account={account} view={view} chain={chain} />
          </div>
          <ReceiveCard account={account} />
        </div>
      </div>
    </>
  );
}
