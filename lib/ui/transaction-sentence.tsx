import type { TransactionView } from '../client/types.ts';
import { formatCoins } from '../core/amount.ts';
import type { Address } from '../core/bytes.ts';
import { AccountAddress } from './address.tsx';
import { Amount } from './amount.tsx';
import { transactionWords } from './transaction-words.ts';

/**
 * What a transaction does, in its module's own sentence, with every address in it drawn as an
 * account and the coins it moves with their unit.
 */
export function TransactionSentence({
  transaction,
  unit,
  nameOf,
}: {
  transaction: TransactionView;
  unit: string;
  nameOf?: ((address: Address) => string | undefined) | undefined;
}) {
  const coins = Object.entries(transaction.fields).find(([name]) => name.endsWith('Wei'))?.[1];
  const parts = transactionWords(transaction).split(/(0x[0-9a-fA-F]{40})(?![0-9a-fA-F])/);
  const keyed = parts.map((part, i) => ({ key: `${i}/${part}`, part, isAddress: i % 2 === 1 }));
  return keyed.map(({ key, part, isAddress }) => {
    if (!isAddress) {
      return (
        <Words
          key={key}
          text={part}
          wei={typeof coins === 'bigint' ? coins : undefined}
          unit={unit}
        />
      );
    }
    const address = part.toLowerCase() as Address;
    return <AccountAddress key={key} address={address} name={nameOf?.(address)} />;
  });
}

/** The module writes a plain number; where it is the amount that was signed, it is drawn as one. */
function Words({ text, wei, unit }: { text: string; wei: bigint | undefined; unit: string }) {
  const number = wei === undefined ? undefined : ` ${formatCoins(wei)} `;
  const at = number === undefined ? -1 : text.indexOf(number);
  if (wei === undefined || number === undefined || at < 0) return text;
  return (
    <>
      {text.slice(0, at + 1)}
      <Amount wei={wei} unit={unit} />
      {text.slice(at + number.length - 1)}
    </>
  );
}
