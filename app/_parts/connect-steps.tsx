import { ChevronRight, ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Address, ErrorObject } from '../../lib/client/types.ts';
import type { WalletOption } from '../../lib/react/wallet/wallet-types.ts';
import { AccountAddress } from '../../lib/ui/address.tsx';
import { Button } from '../../lib/ui/button.tsx';
import { buttonStyle } from '../../lib/ui/button-style.ts';
import { Dialog } from '../../lib/ui/dialog.tsx';
import { Empty } from '../../lib/ui/empty.tsx';
import { ErrorNotice } from '../../lib/ui/error-notice.tsx';
import { JoinPicture } from '../../lib/ui/join-picture.tsx';
import { messages } from '../../lib/ui/messages.ts';
import { Notice } from '../../lib/ui/notice.tsx';
import { Spinner } from '../../lib/ui/spinner.tsx';
import { WalletIcon } from '../../lib/ui/wallet-icon.tsx';

const words = messages.wallet;
const HELP_URL = 'https://ethereum.org/wallets/find-wallet/';

interface StepProps {
  isOpen: boolean;
  onClose: () => void;
}

export function ChooseWallet({
  isLoading,
  wallets,
  choose,
}: {
  isLoading: boolean;
  wallets: readonly WalletOption[];
  choose: (walletId: string) => void;
}) {
  if (isLoading) return <Waiting words={words.looking} />;
  return (
    <>
      <p className="mb-2.5 text-sm text-ink-2">{words.found}</p>
      <ul className="-mx-3">
        {wallets.map((wallet) => (
          <li key={wallet.id}>
            <button
              type="button"
              data-wallet={wallet.id}
              onClick={() => choose(wallet.id)}
              className="flex min-h-14 w-full items-center gap-3.5 rounded-field px-3 py-2.5 text-left hover:bg-cloth-sunken"
            >
              <WalletIcon icon={wallet.icon} />
              <span className="flex-1 leading-[1.35]">
                <b className="block">{wallet.name}</b>
                <small className="text-xs text-ink-2">{words.installed}</small>
              </span>
              <ChevronRight size={16} aria-hidden="true" className="text-ink-3" />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

export function AskingWallet({
  wallet,
  back,
  ...step
}: StepProps & { wallet: WalletOption; back: () => void }) {
  return (
    <Dialog
      open={step.isOpen}
      onClose={step.onClose}
      title={wallet.name}
      footer={
        <div className="flex items-center justify-between gap-3">
          <Waiting words={words.waiting} />
          <Button size="small" onClick={back}>
            {words.back}
          </Button>
        </div>
      }
    >
      <Centre
        title={words.confirm(wallet.name)}
        picture={<JoinPicture icon={wallet.icon} isCut={false} />}
      >
        {words.confirmWords} {words.locked(wallet.name)}
      </Centre>
    </Dialog>
  );
}

export function FailedWallet({
  wallet,
  error,
  other,
  again,
  ...step
}: StepProps & {
  wallet: WalletOption;
  error: ErrorObject;
  other: () => void;
  again: () => void;
}) {
  const isRejected = error.code === 'wallet/rejected';
  return (
    <Dialog open={step.isOpen} onClose={step.onClose} title={wallet.name}>
      <Centre
        title={isRejected ? words.rejected : undefined}
        picture={<JoinPicture icon={wallet.icon} isCut />}
      >
        {isRejected && words.rejectedWords}
      </Centre>
      {!isRejected && <ErrorNotice error={error} kind="care" />}
      <div className="mt-4 flex justify-center gap-2.5">
        <Button onClick={other}>{words.other}</Button>
        <Button kind="primary" onClick={again}>
          {words.again}
        </Button>
      </div>
    </Dialog>
  );
}

export function NoWallet({ error, ...step }: StepProps & { error?: ErrorObject | undefined }) {
  return (
    <Dialog
      open={step.isOpen}
      onClose={step.onClose}
      title={words.connectTitle}
      footer={<p>{words.onPhone}</p>}
    >
      {error && <ErrorNotice error={error} kind="care" />}
      <Empty
        title={words.none}
        action={
          <a href={HELP_URL} target="_blank" rel="noreferrer" className={buttonStyle({})}>
            {words.how}
            <ExternalLink size={15} aria-hidden="true" />
          </a>
        }
      >
        {words.noneNext}
      </Empty>
    </Dialog>
  );
}

export function WrongNetwork({
  network,
  account,
  isSwitching,
  error,
  onSwitch,
  ...step
}: StepProps & {
  network: string;
  account: Address;
  isSwitching: boolean;
  error?: ErrorObject | undefined;
  onSwitch: () => void;
}) {
  return (
    <Dialog
      open={step.isOpen}
      onClose={step.onClose}
      title={words.network(network)}
      footer={
        <p>
          {words.connectedAs} <AccountAddress address={account} />
        </p>
      }
    >
      <div className="mb-4 grid gap-3">
        <Notice kind="care" title={words.networkWrong}>
          {words.networkWords(network)}
        </Notice>
        {error && <ErrorNotice error={error} kind="care" />}
      </div>
      <Button kind="primary" size="large" wide disabled={isSwitching} onClick={onSwitch}>
        {isSwitching ? <Waiting words={words.waiting} /> : words.network(network)}
      </Button>
    </Dialog>
  );
}

function Waiting({ words: what }: { words: string }) {
  return (
    <span role="status" className="inline-flex items-center gap-2.5">
      <Spinner />
      {what}
    </span>
  );
}

function Centre({
  title,
  picture,
  children,
}: {
  title: string | undefined;
  picture: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="grid justify-items-center gap-2.5 pt-2 text-center">
      {picture}
      {title && <h3>{title}</h3>}
      {children && <p className="max-w-[36ch] text-sm text-ink-2">{children}</p>}
    </div>
  );
}
