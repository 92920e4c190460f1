'use client';
import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Empty } from '../../../lib/ui/empty.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { messages } from '../../../lib/ui/messages.ts';
import { PageHead } from '../../../lib/ui/page-head.tsx';
import { useShellActions } from '../../_parts/shell-actions.ts';

const words = messages.wallet;

// The forms come when there is an account to fill them for.
const ConnectedWallet = dynamic(
  () => import('./connected-wallet.tsx').then((module) => module.ConnectedWallet),
  { ssr: false },
);

export function WalletPage() {
  const wallet = useWallet();
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
        <ConnectedWallet account={wallet.account} />
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
