import { ErrorNotice } from '../../lib/ui/error-notice.tsx';
import { messages } from '../../lib/ui/messages.ts';
import { stakeMessages } from '../../lib/ui/stake-messages.ts';
import { TransactionChip } from '../../lib/ui/transaction-chip.tsx';
import type { ActionState } from './use-action.ts';

const words = stakeMessages.stake.action;

/** What became of an action: pending, then final, or what went wrong. */
export function ActionOutcome({ state }: { state: ActionState }) {
  const { error, transaction, isLive } = state;
  if (error) {
    return <ErrorNotice error={error} kind={error.code === 'wallet/rejected' ? 'plain' : 'care'} />;
  }
  if (transaction) {
    return (
      <p role="status" className="flex flex-wrap items-center gap-2.5 text-sm text-ink-2">
        <TransactionChip transaction={transaction} />
        {outcomeWords(transaction.status, transaction.final)}
      </p>
    );
  }
  return isLive ? null : <p className="text-sm text-care">{words.nodeFirst}</p>;
}

function outcomeWords(status: string, isFinal: boolean): string {
  if (status === 'expired') return messages.transaction.waits.expired;
  if (isFinal) return words.done;
  return status === 'included' ? words.included : words.waits;
}
