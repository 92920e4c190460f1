'use client';
import { useEffect, useState } from 'react';
import { useWallet } from '../../lib/react/wallet/use-wallet.ts';
import { Dialog } from '../../lib/ui/dialog.tsx';
import { messages } from '../../lib/ui/messages.ts';
import {
  AskingWallet,
  ChooseWallet,
  FailedWallet,
  NoWallet,
  WrongNetwork,
} from './connect-steps.tsx';

const words = messages.wallet;

/** Connecting, from the list of wallets to the account, on the network signatures must name. */
export function ConnectDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const wallet = useWallet();
  const [askedId, setAskedId] = useState<string>();
  const asked = wallet.wallets.find((each) => each.id === askedId);
  const isConnected = wallet.status === 'connected';
  const isDone = isConnected && !wallet.isWrongNetwork;

  useEffect(() => {
    if (isOpen && isDone) onClose();
  }, [isOpen, isDone, onClose]);
  // Once connected, a wallet that is locked again is not one that is being asked.
  useEffect(() => {
    if (!isOpen || isConnected) setAskedId(undefined);
  }, [isOpen, isConnected]);

  const ask = (walletId: string) => {
    setAskedId(walletId);
    void wallet.connect(walletId);
  };
  const back = () => setAskedId(undefined);

  if (wallet.isWrongNetwork && wallet.network && wallet.account) {
    return (
      <WrongNetwork
        {...{ isOpen, onClose }}
        network={wallet.network.name}
        account={wallet.account}
        isSwitching={wallet.isSwitching}
        error={wallet.error}
        onSwitch={() => void wallet.switchNetwork()}
      />
    );
  }
  if (asked && wallet.error) {
    const again = () => ask(asked.id);
    return (
      <FailedWallet
        {...{ isOpen, onClose, again }}
        wallet={asked}
        error={wallet.error}
        other={back}
      />
    );
  }
  if (asked && !isDone) return <AskingWallet {...{ isOpen, onClose }} wallet={asked} back={back} />;
  if (wallet.status !== 'loading' && wallet.wallets.length === 0) {
    return <NoWallet {...{ isOpen, onClose }} error={wallet.error} />;
  }
  return (
    <Dialog
      open={isOpen}
      onClose={onClose}
      title={words.connectTitle}
      footer={<p>{words.without}</p>}
    >
      <ChooseWallet isLoading={wallet.status === 'loading'} wallets={wallet.wallets} choose={ask} />
    </Dialog>
  );
}
