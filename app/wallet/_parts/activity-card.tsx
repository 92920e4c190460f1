import type { AccountView, ChainInfo } from '../../../lib/client/types.ts';
import { Bones } from '../../../lib/ui/bones.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Empty } from '../../../lib/ui/empty.tsx';
import { messages } from '../../../lib/ui/messages.ts';
import { TransactionList } from '../../../lib/ui/transaction-list.tsx';
import { useNow } from '../../../lib/ui/use-now.ts';

/** What the account sent and received, newest first. */
export function ActivityCard({ view, chain }: { view: AccountView | undefined; chain: ChainInfo }) {
  const nowMs = useNow();
  return (
    <Card flush title={messages.wallet.activity}>
      {view === undefined ? (
        <div className="px-6 pt-2 pb-6 max-desk:px-4">
          <Bones reason={messages.explorer.loading} />
        </div>
      ) : view.activity.length === 0 ? (
        <Empty title={messages.account.noActivity}>{messages.account.noActivityNext}</Empty>
      ) : (
        <TransactionList transactions={view.activity} unit={chain.coinSymbol} nowMs={nowMs} />
      )}
    </Card>
  );
}
