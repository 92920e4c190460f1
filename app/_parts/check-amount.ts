import { amountFromText } from '../../lib/ui/format/amount-from-text.ts';
import { stakeMessages } from '../../lib/ui/stake-messages.ts';

const words = stakeMessages.stake.problems;

export interface AmountLimits {
  /** Undefined until it is known. */
  mostWei: bigint | undefined;
  leastWei: bigint;
  /** Said when it is more than the most. */
  tooMuch: string;
  /** The least in words. */
  least: string;
}

export type CheckedAmount =
  | { amountWei: bigint; problem?: undefined }
  | { amountWei?: undefined; problem: string };

/** Reads a typed amount and says what is wrong with it, before anything is signed. */
export function checkAmount(
  text: string,
  { mostWei, leastWei, tooMuch, least }: AmountLimits,
): CheckedAmount {
  const input = amountFromText(text);
  if (input.problem !== undefined) return { problem: words[input.problem] };
  if (input.amount === 0n) return { problem: words.zero };
  if (mostWei !== undefined && input.amount > mostWei) return { problem: tooMuch };
  if (input.amount < leastWei) return { problem: words.tooLittle(least) };
  return { amountWei: input.amount };
}
