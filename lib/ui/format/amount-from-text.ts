import { COIN_DECIMALS } from './format-amount.ts';

export type AmountInput =
  | { amount: bigint; problem?: undefined }
  | { amount?: undefined; problem: 'empty' | 'malformed' | 'too-precise' };

/** Reads what a person typed: digits, an optional point, grouping commas or spaces ignored. */
export function amountFromText(text: string, decimals = COIN_DECIMALS): AmountInput {
  const plain = text.replace(/[\s,]/g, '');
  if (plain === '') return { problem: 'empty' };
  const match = /^(\d*)(?:\.(\d*))?$/.exec(plain);
  const whole = match?.[1] ?? '';
  const fraction = match?.[2] ?? '';
  if (!match || whole + fraction === '' || whole.length > MAX_WHOLE_DIGITS) {
    return { problem: 'malformed' };
  }
  if (fraction.length > decimals) return { problem: 'too-precise' };
  return { amount: BigInt(whole + fraction.padEnd(decimals, '0')) };
}

/** Enough for any uint256 with eighteen decimals. */
const MAX_WHOLE_DIGITS = 60;
