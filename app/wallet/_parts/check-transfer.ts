import type { Address } from '../../../lib/client/types.ts';
import { amountFromText } from '../../../lib/ui/format/amount-from-text.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { recipientFromText } from '../../../lib/ui/recipient-from-text.ts';

export interface CheckedTransfer {
  to?: Address;
  amountWei?: bigint;
  /** In words, under the field; absent when it is fine. */
  toProblem?: string;
  amountProblem?: string;
}

/** Reads what was typed and says what is wrong with it, before anything is signed. */
export function checkTransfer(
  typed: { to: string; amount: string },
  known: {
    account: Address;
    spendableWei: bigint | undefined;
    keylessAccounts: readonly Address[];
  },
): CheckedTransfer {
  const words = messages.wallet.problems;
  const recipient = recipientFromText(typed.to, known.keylessAccounts);
  const input = amountFromText(typed.amount);
  const checked: CheckedTransfer = {};

  if (recipient.problem !== undefined) checked.toProblem = words[recipient.problem];
  else if (recipient.address === known.account) checked.toProblem = words.self;
  else checked.to = recipient.address;

  if (input.problem !== undefined) checked.amountProblem = words[input.problem];
  else if (input.amount === 0n) checked.amountProblem = words.zero;
  else if (known.spendableWei !== undefined && input.amount > known.spendableWei) {
    checked.amountProblem = words['not-enough'];
  } else checked.amountWei = input.amount;

  return checked;
}
