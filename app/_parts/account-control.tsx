'use client';
import { useAccount } from '../../lib/react/use-account.ts';
import { useChain } from '../../lib/react/use-chain.ts';
import { useWallet } from '../../lib/react/wallet/use-wallet.ts';
import { Amount } from '../../lib/ui/amount.tsx';
import { Button } from '../../lib/ui/button.tsx';
import { shortHex } from '../../lib/ui/format/short-hex.ts';
import { messages } from '../../lib/ui/messages.ts';
import { Swatch } from '../../lib/ui/swatch.tsx';
import { useShellActions } from './shell-actions.ts';

const words = messages.wallet;

/** In the bar of every page: the button that connects, or the account that is connected. */
export function AccountControl() {
  const wallet = useWallet();
  const chain = useChain();
  const account = useAccount(wallet.account).value;
  const { openConnect, openAccount } = useShellActions();
  if (wallet.status === 'reconnecting') {
    return <span className="h-10 w-36 rounded-control bg-hairline/60" aria-hidden="true" />;
  }
  if (wallet.status !== 'connected' || !wallet.account) {
    return <Button onClick={openConnect}>{words.connect}</Button>;
  }
  if (wallet.isWrongNetwork && wallet.network) {
    return (
      <Button onClick={openConnect} className="text-care">
        {words.network(wallet.network.name)}
      </Button>
    );
  }
  return (
    <Button
      onClick={openAccount}
      aria-label={words.accountPill(wallet.account)}
      data-account={wallet.account}
    >
      <Swatch address={wallet.account} />
      <span className="mono">{shortHex(wallet.account)}</span>
      {account && chain && (
        <span className="max-desk:hidden">
          <Amount wei={account.balanceWei} unit={chain.coinSymbol} />
        </span>
      )}
    </Button>
  );
}
