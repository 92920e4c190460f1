'use client';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { Notice } from '../../../lib/ui/notice.tsx';
import { PageHead } from '../../../lib/ui/page-head.tsx';
import { rescueMessages } from '../../../lib/ui/rescue-messages.ts';
import { AddNetwork } from './add-network.tsx';
import { ExitCard } from './exit-card.tsx';
import { FileCard } from './file-card.tsx';
import { FoundCard } from './found-card.tsx';
import { type RescueState, useRescue } from './use-rescue.ts';

const words = rescueMessages;

/** Four steps down the page: the file, the wallet, what was found, leaving. */
export function RescuePage() {
  const state = useRescue();
  const { file, report, problem } = state;
  // What to do about it stands with the wallet.
  const isSaid = problem?.code === 'wallet/unknown-network';
  return (
    <div className="mx-auto grid max-w-[760px] gap-5">
      <PageHead title={words.title} lead={words.lead} />
      <FileCard state={state} />
      {file && <WalletCard state={state} />}
      {problem && !isSaid && <ErrorNotice error={problem} />}
      {file && report && <FoundCard file={file} report={report} state={state} />}
      {file && report && <ExitCard file={file} report={report} state={state} />}
    </div>
  );
}

function WalletCard({ state }: { state: RescueState }) {
  const { wallets, file, problem, isBusy, isUnknown, check, switchNetwork } = state;
  const isElsewhere = problem?.code === 'wallet/wrong-network';
  return (
    <Card title={words.wallet.title}>
      <p className="mb-4 text-sm text-ink-2">{words.wallet.lead}</p>
      {wallets.length === 0 && (
        <Notice kind="care" title={words.wallet.none}>
          {words.wallet.noneNext}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        {wallets.map((wallet) => (
          <Button key={wallet.name} kind="primary" disabled={isBusy} onClick={() => check(wallet)}>
            {words.wallet.check(wallet.name)}
          </Button>
        ))}
        {isElsewhere && file && (
          <Button disabled={isBusy} onClick={switchNetwork}>
            {words.wallet.network(file.ethereumChainId)}
          </Button>
        )}
      </div>
      {isUnknown && file && <AddNetwork chainId={file.ethereumChainId} state={state} />}
      <p role="status" className="mt-3 min-h-5 text-sm text-ink-2">
        {isBusy && words.exit.waiting}
      </p>
    </Card>
  );
}
