import type { Address } from '../../../lib/client/types.ts';
import { useSession } from '../../../lib/react/session/use-session.ts';
import { useAccount } from '../../../lib/react/use-account.ts';
import { useChain } from '../../../lib/react/use-chain.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { Bones } from '../../../lib/ui/bones.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { cx } from '../../../lib/ui/cx.ts';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { readWords } from '../../../lib/ui/node-words.ts';
import { NetworkNotice } from '../../_parts/network-notice.tsx';
import { ActivityCard } from './activity-card.tsx';
import { BalanceCard } from './balance-card.tsx';
import { ReceiveCard } from './receive-card.tsx';
import { SendCard } from './send-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { FreeCard } from './sponsors/free-card.tsx';
import { OwnGrantsCard } from './sponsors/own-grants-card.tsx';
import { VaultCoinsCard } from './vault-coins-card.tsx';

/** What a connected account can do: send, receive, look back. */
export function ConnectedWallet({ account }: { account: Address }) {
  const chain = useChain();
  const { value: view, error } = useAccount(account);
  const status = useStatus();
  const hasSessions = (useSession().list ?? []).length > 0;
  if (!chain) {
    return error ? (
      <ErrorNotice error={error} />
    ) : (
      <Card>
        <Bones reason={readWords(status)} rows={4} />
      </Card>
    );
  }
  return (
    <>
      <NetworkNotice />
      <div className="grid grid-cols-[minmax(0,7fr)_minmax(0,5fr)] items-start gap-6 max-wide:grid-cols-1 max-desk:gap-4">
        <div className="grid gap-6 max-wide:contents">
          <SendCard account={account} view={view} chain={chain} />
          <VaultCoinsCard account={account} chain={chain} />
          <OwnGrantsCard account={account} chain={chain} />
          <ActivityCard view={view} chain={chain} />
        </div>
        <div className="grid gap-6 max-wide:contents">
          <div className="max-wide:-order-3">
            <BalanceCard account={account} view={view} chain={chain} />
          </div>
          <div className="max-wide:-order-1 empty:hidden">
            <FreeCard key={account} account={account} view={view} chain={chain} />
          </div>
          <ReceiveCard account={account} />
          <div className={cx('empty:hidden', hasSessions && 'max-wide:-order-2')}>
            <SessionsCard unit={chain.coinSymbol} />
          </div>
        </div>
      </div>
    </>
  );
}
