import type { TransactionView } from '../client/types.ts';
import { Chip, type ChipKind } from './chip.tsx';
import { failureWord } from './error-words.ts';
import { messages } from './messages.ts';

/** Where a transaction stands, in one or two words. */
export function TransactionChip({ transaction }: { transaction: TransactionView }) {
  const { status, failure, final } = transaction;
  const words = messages.transaction.status;
  if (status === 'failure') {
    return <Chip kind="fault">{failure ? failureWord(failure) : words.failure}</Chip>;
  }
  if (status === 'success') {
    return <Chip kind={final ? 'final' : 'pending'}>{final ? words.success : words.included}</Chip>;
  }
  return <Chip kind={KINDS[status]}>{words[status]}</Chip>;
}

const KINDS: Record<'pending' | 'included' | 'expired' | 'replaced', ChipKind> = {
  pending: 'pending',
  included: 'pending',
  expired: 'care',
  replaced: 'care',
};
