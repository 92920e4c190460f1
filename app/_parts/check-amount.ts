import { amountFromText } from '../../lib/ui/format/amount-from-text.ts';
import { COIN_DECIMALS } from '../../lib/ui/format/format-amount.ts';
import { stakeMessages } from '../../lib/ui/stake-messages.ts';

const words = stakeMessages.stake.problems;

export interface AmountLimits {
  /** Undefined until it is known. */
  mostWei: bigint | undefined;
  leastWei: bigint;
  /** Said when it is more than the most. */
  tooMuch: string;
  /** Said when it is less than the least. */
  tooLittle?: string;
  /** Those of the coin, if absent; with others, amounts are in smallest units of a token. */
  decimals?: number;
}

export type CheckedAmount =
  | { amountWei: bigint; problem?: undefined }
  | { amountWei?: undefined; problem: string };

/** Reads a typed amount and says what is wrong with it, before anything is signed. */
export function checkAmount(
  text: string,
  { mostWei, leastWei, tooMuch, tooLittle = words.zero, decimals = COIN_DECIMALS }: AmountLimits,
): CheckedAmount {
  const input = amountFromText(text, decimals);
  if (input.problem === 'too-precise') return { problem: words.tooPrecise(decimals) };
  if (input.problem !== undefined) return { problem: words[input.problem] };
  if (input.amount === 0n) return { problem: words.zero };
  if (mostWei !== undefined && input.amount > mostWei) return { problem: tooMuch };
  if (input.amount < leastWei) return { problem: tooLittle };
  return { amountWei: input.amount };
}
