import type { AccountView, Address, ChainInfo } from '../../../lib/client/types.ts';
import { AccountAddress } from '../../../lib/ui/address.tsx';
import { Amount } from '../../../lib/ui/amount.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Facts } from '../../../lib/ui/facts.tsx';
import { formatNumber } from '../../../lib/ui/format/format-number.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { Proof } from '../../../lib/ui/proof.tsx';

const words = messages.wallet;

/** What the account holds, as this node computed it. */
export function BalanceCard({
  account,
  view,
  chain,
}: {
  account: Address;
  view: AccountView | undefined;
  chain: ChainInfo;
}) {
  return (
    <Card title={words.balance} aside={view && <Proof height={view.height} />}>
      <p
        className="mb-3 min-h-10 text-title tracking-tighter"
        data-balance-wei={view && `${view.balanceWei}`}
      >
        {view && <Amount wei={view.balanceWei} unit={chain.coinSymbol} />}
      </p>
      <Facts
        facts={[
          { label: words.account, value: <AccountAddress address={account} copy /> },
          ...(view ? [{ label: messages.account.nonce, value: formatNumber(view.nonce) }] : []),
        ]}
      />
    </Card>
  );
}
