import { ZERO_ADDRESS } from '../../core/bytes.ts';
import {
  withdrawMessage,
  withdrawNftsMessage,
  withdrawTokenMessage,
} from '../../modules/bridge/messages.ts';
import type { Address, TransactionView } from '../types.ts';
import type { Moved, WithdrawalTransfer } from './transfer.ts';

/** Withdrawals that were sent and are in no final block yet. */
export function pendingWithdrawals(activity: readonly TransactionView[]): WithdrawalTransfer[] {
  return activity.flatMap((transaction) => {
    const moved = isWaiting(transaction) ? movedBy(transaction) : undefined;
    if (!moved) return [];
    return [
      {
        type: 'withdrawal' as const,
        id: `sent-${transaction.hash}`,
        lane: 'gateway' as const,
        moved,
        from: transaction.sender,
        to: transaction.fields.to as Address,
        ...{ isReturn: false, index: 0n, open: [], claims: [] },
        hash: transaction.hash,
        state: 'finalizing' as const,
      },
    ];
  });
}

function isWaiting({ status, final }: TransactionView): boolean {
  return !final && (status === 'pending' || status === 'included');
}

function movedBy({ primaryType, fields }: TransactionView): Moved | undefined {
  switch (primaryType) {
    case withdrawMessage.primaryType:
      return { kind: 0, token: ZERO_ADDRESS, value: fields.amountWei as bigint, count: 1 };
    case withdrawTokenMessage.primaryType: {
      const value = fields.amountSmallestUnits as bigint;
      return { kind: 1, token: fields.token as Address, value, count: 1 };
    }
    case withdrawNftsMessage.primaryType: {
      const [value = 0n, ...more] = fields.tokenIds as readonly bigint[];
      return { kind: 2, token: fields.token as Address, value, count: 1 + more.length };
    }
    default:
      return undefined;
  }
}
