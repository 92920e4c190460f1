import type { Address, ChainInfo, TransactionView } from '../../../lib/client/types.ts';
import { AccountAddress } from '../../../lib/ui/address.tsx';
import { Amount } from '../../../lib/ui/amount.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Crumb } from '../../../lib/ui/crumb.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { type Fact, Facts } from '../../../lib/ui/facts.tsx';
import { FieldFacts } from '../../../lib/ui/field-facts.tsx';
import { formatNumber } from '../../../lib/ui/format/format-number.ts';
import { formatMoment } from '../../../lib/ui/format/format-time.ts';
import { shortHex } from '../../../lib/ui/format/short-hex.ts';
import { HashText } from '../../../lib/ui/hash.tsx';
import { links } from '../../../lib/ui/links.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { PageLink } from '../../../lib/ui/page-link.tsx';
import { PageTitle } from '../../../lib/ui/page-title.tsx';
import { Proof } from '../../../lib/ui/proof.tsx';
import { TransactionChip } from '../../../lib/ui/transaction-chip.tsx';
import { TransactionSentence } from '../../../lib/ui/transaction-sentence.tsx';

const words = messages.transaction;

/** One transaction as a sentence, with what it cost and what it changed. */
export function TransactionDetail({
  transaction,
  chain,
  nowMs,
  nameOf,
}: {
  transaction: TransactionView;
  chain: ChainInfo;
  nowMs: number;
  nameOf: (address: Address) => string | undefined;
}) {
  const { status, failure } = transaction;
  const waits = status === 'success' || status === 'failure' ? undefined : words.waits[status];
  return (
    <article
      data-transaction={transaction.hash}
      data-status={status}
      data-final={transaction.final}
    >
      <PageTitle of={words.named(shortHex(transaction.hash))} />
      <Crumb here={words.title} />
      <h1 className="mb-3 max-w-[38ch] text-xl tracking-tight">
        <TransactionSentence transaction={transaction} unit={chain.coinSymbol} nameOf={nameOf} />
      </h1>
      <p className="mb-7 flex flex-wrap items-center gap-3 text-sm text-ink-2">
        <TransactionChip transaction={transaction} />
        {waits}
        {transaction.height !== undefined && <Proof />}
      </p>
      {failure && (
        <div className="mb-6">
          <ErrorNotice error={failure} />
        </div>
      )}
      <div className="grid grid-cols-2 items-start gap-6 max-wide:grid-cols-1 max-desk:gap-4">
        <Card title={words.facts}>
          <Facts facts={transactionFacts(transaction, chain, nowMs, nameOf)} />
        </Card>
        <div className="grid gap-6 max-desk:gap-4">
          <Card title={words.fields} aside={transaction.primaryType}>
            <FieldFacts fields={transaction.fields} unit={chain.coinSymbol} nameOf={nameOf} />
          </Card>
          <Card title={words.events}>
            <Events transaction={transaction} unit={chain.coinSymbol} nameOf={nameOf} />
          </Card>
        </div>
      </div>
    </article>
  );
}

function Events({
  transaction,
  unit,
  nameOf,
}: {
  transaction: TransactionView;
  unit: string;
  nameOf: (address: Address) => string | undefined;
}) {
  if (transaction.events.length === 0) {
    return <p className="text-sm text-ink-2">{words.noEvents}</p>;
  }
  // Events have no identity but their order.
  const keyed = transaction.events.map((event, i) => ({ ...event, key: `${i}` }));
  return keyed.map(({ key, name, fields }) => (
    <div key={key} className="not-first:mt-4">
      <h3>{name}</h3>
      <FieldFacts fields={fields} unit={unit} nameOf={nameOf} />
    </div>
  ));
}

function transactionFacts(
  transaction: TransactionView,
  chain: ChainInfo,
  nowMs: number,
  nameOf: (address: Address) => string | undefined,
): Fact[] {
  const { height, index, timestampMs, sender } = transaction;
  const amounts: [string, bigint][] = [
    [words.fee, transaction.feeWei],
    [words.deposit, transaction.depositWei],
    [words.refund, transaction.refundWei],
  ];
  return [
    { label: words.hash, value: <HashText hash={transaction.hash} /> },
    ...(height === undefined
      ? []
      : [
          {
            label: words.block,
            value: (
              <PageLink href={links.block(height)} className="link">
                {formatNumber(height)}
              </PageLink>
            ),
          },
        ]),
    ...(index === undefined ? [] : [{ label: words.position, value: formatNumber(index) }]),
    ...(timestampMs === undefined
      ? []
      : [{ label: words.time, value: formatMoment(timestampMs, nowMs) }]),
    { label: words.from, value: <AccountAddress address={sender} name={nameOf(sender)} copy /> },
    { label: words.nonce, value: formatNumber(transaction.nonce) },
    ...amounts.flatMap(([label, wei]) =>
      wei > 0n ? [{ label, value: <Amount wei={wei} unit={chain.coinSymbol} /> }] : [],
    ),
    ...(transaction.isFree && transaction.feeWei > 0n
      ? [{ label: words.payer, value: words.sponsor }]
      : []),
    { label: words.units, value: words.unitsOf(transaction.units) },
    { label: words.size, value: words.sizeOf(transaction.sizeBytes) },
  ];
}
