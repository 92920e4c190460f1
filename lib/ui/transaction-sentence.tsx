import type { TransactionView } from '../client/types.ts';
import type { Address } from '../core/bytes.ts';
import { AccountAddress } from './address.tsx';

/**
 * What a transaction does, in its module's own sentence, with every address in it drawn as an
 * account. The sender opens it when the sentence does not.
 */
export function TransactionSentence({
  transaction,
  nameOf,
}: {
  transaction: TransactionView;
  nameOf?: ((address: Address) => string | undefined) | undefined;
}) {
  const parts = transaction.description.split(/(0x[0-9a-fA-F]{40})(?![0-9a-fA-F])/);
  const named = parts.map((part, i) => ({ key: `${i}/${part}`, part, isAddress: i % 2 === 1 }));
  return named.map(({ key, part, isAddress }) => {
    if (!isAddress) return <span key={key}>{part}</span>;
    const address = part.toLowerCase() as Address;
    return <AccountAddress key={key} address={address} name={nameOf?.(address)} />;
  });
}
