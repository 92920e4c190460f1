import type { AccountView, Address, ChainInfo, CommitteeView } from '../../../lib/client/types.ts';
import { Amount } from '../../../lib/ui/amount.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Chip } from '../../../lib/ui/chip.tsx';
import { Crumb } from '../../../lib/ui/crumb.tsx';
import { Empty } from '../../../lib/ui/empty.tsx';
import { Facts } from '../../../lib/ui/facts.tsx';
import { formatNumber } from '../../../lib/ui/format/format-number.ts';
import { shortHex } from '../../../lib/ui/format/short-hex.ts';
import { FullAddress } from '../../../lib/ui/full-address.tsx';
import { HashText } from '../../../lib/ui/hash.tsx';
import { messages } from '../../../lib/ui/messages.ts';
import { PageTitle } from '../../../lib/ui/page-title.tsx';
import { Proof } from '../../../lib/ui/proof.tsx';
import { Swatch } from '../../../lib/ui/swatch.tsx';
import { TransactionList } from '../../../lib/ui/transaction-list.tsx';

import { StakeOfAccount } from './stake-of-account.tsx';

const words = messages.account;

/** One account: what it holds and what it did. */
export function AccountDetail({
  account,
  chain,
  committee,
  nowMs,
  nameOf,
}: {
  account: AccountView;
  chain: ChainInfo;
  /** Of the running epoch. */
  committee: CommitteeView | undefined;
  nowMs: number;
  nameOf: (address: Address) => string | undefined;
}) {
  const member = committee?.members.find((each) => each.account === account.address);
  const name = nameOf(account.address);
  return (
    <>
      <PageTitle of={name ?? words.named(shortHex(account.address))} />
      <Crumb here={words.title} />
      <div className="mb-7 flex items-center gap-4">
        <Swatch address={account.address} size={56} />
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1>{name ?? words.title}</h1>
            {member && <Chip>{words.validator(member.power)}</Chip>}
          </div>
          <p className="mt-1 flex items-center gap-1 text-sm text-ink-2">
            <FullAddress address={account.address} />
          </p>
        </div>
      </div>
      <div className="grid grid-cols-[minmax(0,5fr)_minmax(0,7fr)] items-start gap-6 max-wide:grid-cols-1 max-desk:gap-4">
        <Holdings account={account} unit={chain.coinSymbol} nowMs={nowMs} nameOf={nameOf} />
        <Card flush title={words.activity}>
          {account.activity.length === 0 ? (
            <Empty title={words.noActivity}>{words.noActivityNext}</Empty>
          ) : (
            <TransactionList
              transactions={account.activity}
              unit={chain.coinSymbol}
              nowMs={nowMs}
              nameOf={nameOf}
            />
          )}
        </Card>
      </div>
    </>
  );
}

/** Coins, stake and tokens. */
function Holdings({
  account,
  unit,
  nowMs,
  nameOf,
}: {
  account: AccountView;
  unit: string;
  nowMs: number;
  nameOf: (address: Address) => string | undefined;
}) {
  return (
    <div className="grid gap-6 max-desk:gap-4">
      <Card title={words.balance} aside={<Proof height={account.height} />}>
        <p className="mb-3 text-xl tracking-tight" data-balance-wei={`${account.balanceWei}`}>
          <Amount wei={account.balanceWei} unit={unit} />
        </p>
        <Facts facts={[{ label: words.nonce, value: formatNumber(account.nonce) }]} />
      </Card>
      <StakeOfAccount address={account.address} unit={unit} nowMs={nowMs} nameOf={nameOf} />
      <Card title={words.tokens}>
        {account.tokens.length === 0 ? (
          <p className="text-sm text-ink-2">{words.noTokens}</p>
        ) : (
          <Facts
            facts={account.tokens.map(({ token, amount }) => ({
              label: messages.things.token,
              value: (
                <>
                  {formatNumber(amount)} <HashText hash={token} />
                </>
              ),
            }))}
          />
        )}
      </Card>
    </div>
  );
}
