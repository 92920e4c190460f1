import type { TransactionView } from '../client/types.ts';
import type { Address } from '../core/bytes.ts';
import { Ago } from './ago.tsx';
import { Amount } from './amount.tsx';
import { HashText } from './hash.tsx';
import { links } from './links.ts';
import { messages } from './messages.ts';
import { TransactionChip } from './transaction-chip.tsx';
import { TransactionSentence } from './transaction-sentence.tsx';

/** Transactions as sentences, each with its hash and where it stands. */
export function TransactionList({
  transactions,
  unit,
  nowMs,
  nameOf,
}: {
  transactions: readonly TransactionView[];
  unit: string;
  /** For "3 s ago"; absent where the block already says when. */
  nowMs?: number;
  nameOf?: (address: Address) => string | undefined;
}) {
  return (
    <ol className="text-sm">
      {transactions.map((transaction) => (
        <li
          key={transaction.hash}
          data-transaction={transaction.hash}
          data-status={transaction.status}
          data-final={transaction.final}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-t border-hairline px-6 py-[13px] first:border-t-0 max-desk:gap-y-0.5 max-desk:px-4"
        >
          <div className="min-w-0 leading-[1.7] max-desk:col-span-2">
            <TransactionSentence transaction={transaction} unit={unit} nameOf={nameOf} />
          </div>
          <div className="flex min-w-0 flex-wrap gap-x-2.5 text-xs text-ink-3">
            <HashText
              hash={transaction.hash}
              href={links.transaction(transaction.hash)}
              copy={false}
            />
            <span className="*:font-text max-desk:hidden">
              <Cost transaction={transaction} unit={unit} />
            </span>
            {nowMs !== undefined && transaction.timestampMs !== undefined && (
              <Ago timestampMs={transaction.timestampMs} nowMs={nowMs} />
            )}
          </div>
          <div className="desk:col-start-2 desk:row-span-2 desk:row-start-1">
            <TransactionChip transaction={transaction} />
          </div>
        </li>
      ))}
    </ol>
  );
}

/** What it cost and, where that was not its sender, who paid. */
function Cost({ transaction, unit }: { transaction: TransactionView; unit: string }) {
  const { feeWei, depositWei, isFree } = transaction;
  const words = messages.explorer;
  if (isFree && feeWei === 0n) return words.noFee;
  return (
    <>
      {words.fee} <Amount wei={feeWei} unit={unit} />
      {depositWei > 0n && (
        <>
          , {words.andDeposit} <Amount wei={depositWei} unit={unit} />
        </>
      )}
      {isFree && `, ${words.bySponsor}`}
    </>
  );
}
