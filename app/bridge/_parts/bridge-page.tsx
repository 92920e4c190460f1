'use client';
import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import { useNetworkFile } from '../../../lib/react/use-network-file.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { Bones } from '../../../lib/ui/bones.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Empty } from '../../../lib/ui/empty.tsx';
import { messages } from '../../../lib/ui/messages.ts';
import { readWords } from '../../../lib/ui/node-words.ts';
import { PageHead } from '../../../lib/ui/page-head.tsx';
import { EthereumNotice } from '../../_parts/ethereum-notice.tsx';
import { NodeProblem } from '../../_parts/node-problem.tsx';
import { useShellActions } from '../../_parts/shell-actions.ts';
import { Glossary } from './glossary.tsx';
import { LaneTable } from './lane-table.tsx';

const words = bridgeMessages.bridge;
const NO_CONTRACT = `0x${'0'.repeat(40)}`;

// The forms, and what reads Ethereum, come when there is an account to show something of.
const ConnectedBridge = dynamic(
  () => import('./connected-bridge.tsx').then((module) => module.ConnectedBridge),
  { ssr: false, loading: () => <WaitsFor reason={words.loading} /> },
);

export function BridgePage() {
  const wallet = useWallet();
  const status = useStatus();
  const network = useNetworkFile();
  const { prepareToasts } = useShellActions();
  useEffect(prepareToasts, [prepareToasts]);
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <NodeProblem status={status} />
      <EthereumNotice status={status} />
      {!network ? (
        <WaitsFor reason={readWords(status)} />
      ) : network.genesis.contracts.gateway === NO_CONTRACT ? (
        <Card>
          <Empty picture="cut" title={words.noContracts}>
            {words.noContractsNext}
          </Empty>
        </Card>
      ) : wallet.status === 'connected' && wallet.account ? (
        <ConnectedBridge key={wallet.account} account={wallet.account} network={network} />
      ) : wallet.status === 'reconnecting' ? (
        <WaitsFor reason={messages.wallet.reconnecting} />
      ) : (
        <Unconnected />
      )}
      <Glossary />
    </>
  );
}

function Unconnected() {
  const { openConnect } = useShellActions();
  return (
    <div className="grid gap-6">
      <Card>
        <Empty
          picture="loose"
          title={words.notConnected}
          action={
            <Button kind="primary" onClick={openConnect}>
              {messages.wallet.connect}
            </Button>
          }
        >
          {words.notConnectedNext}
        </Empty>
      </Card>
      <Card title={words.lane}>
        <LaneTable />
      </Card>
    </div>
  );
}

function WaitsFor({ reason }: { reason: string }) {
  return (
    <Card>
      <Bones reason={reason} rows={4} />
    </Card>
  );
}
