'use client';
import { useEffect } from 'react';
import { useAccount } from '../../lib/react/use-account.ts';
import { useChain } from '../../lib/react/use-chain.ts';
import { useWallet } from '../../lib/react/wallet/use-wallet.ts';
import { Amount } from '../../lib/ui/amount.tsx';
import { Button } from '../../lib/ui/button.tsx';
import { CopyButton } from '../../lib/ui/copy-button.tsx';
import { Dialog } from '../../lib/ui/dialog.tsx';
import { Facts } from '../../lib/ui/facts.tsx';
import { shortHex } from '../../lib/ui/format/short-hex.ts';
import { LinkButton } from '../../lib/ui/link-button.tsx';
import { links } from '../../lib/ui/links.ts';
import { messages } from '../../lib/ui/messages.ts';
import { Swatch } from '../../lib/ui/swatch.tsx';
import { TransactionChip } from '../../lib/ui/transaction-chip.tsx';
import { TransactionSentence } from '../../lib/ui/transaction-sentence.tsx';

const words = messages.wallet;
const RECENT = 3;

/** The connected account: what it holds, what it did last, and the way out. */
export function AccountDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const wallet = useWallet();
  const chain = useChain();
  const view = useAccount(wallet.account).value;
  const { account } = wallet;
  useEffect(() => {
    if (isOpen && !account) onClose();
  }, [isOpen, account, onClose]);
  return (
    <Dialog
      open={isOpen && account !== undefined}
      onClose={onClose}
      title={words.account}
      footer={
        <div className="flex items-center justify-between gap-3">
          <span>{words.stays}</span>
          <Button size="small" onClick={() => void wallet.disconnect()}>
            {words.disconnect}
          </Button>
        </div>
      }
    >
      {account && (
        <>
          <div className="mb-4 flex items-center gap-3.5">
            <Swatch address={account} size={44} />
            <div>
              <b className="mono text-lg" title={account}>
                {shortHex(account)}
              </b>
              <p className="flex items-center gap-1 text-sm text-ink-2">
                {[wallet.wallet?.name, wallet.network?.name].filter(Boolean).join(', ')}
                <CopyButton value={account} what={messages.things.address} />
              </p>
            </div>
          </div>
          {view && chain && (
            <Facts
              facts={[
                {
                  label: words.on,
                  value: <Amount wei={view.balanceWei} unit={chain.coinSymbol} />,
                },
              ]}
            />
          )}
          <div className="my-4 grid grid-cols-2 gap-2" onClickCapture={onClose}>
            <LinkButton href={`${links.wallet}#send`}>{words.send}</LinkButton>
            <LinkButton href={`${links.wallet}#receive`}>{words.receive}</LinkButton>
          </div>
          <ul className="text-sm">
            {view?.activity.slice(0, RECENT).map((transaction) => (
              <li
                key={transaction.hash}
                className="flex items-center justify-between gap-3 border-t border-hairline py-2.5"
              >
                <span className="min-w-0">
                  <TransactionSentence transaction={transaction} unit={chain?.coinSymbol ?? ''} />
                </span>
                <TransactionChip transaction={transaction} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
