'use client';
import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { Bones } from '../../../lib/ui/bones.tsx';
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
  { ssr: false, loading: () => <WaitsFor reason={words.loading} /> },
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
      ) : wallet.status === 'reconnecting' ? (
        <WaitsFor reason={words.reconnecting} />
      ) : (
        <Card>
          <Empty
            picture="loose"
            title={words.notConnected}
            action={
              <Button kind="primary" onClick={openConnect}>
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

function WaitsFor({ reason }: { reason: string }) {
  return (
    <Card>
      <Bones reason={reason} rows={4} />
    </Card>
  );
}
