import { formatNumber } from './format-number.ts';

export const COIN_DECIMALS = 18;

export interface AmountText {
  /** What is shown: truncated, so that nobody seems to own more than they do. */
  short: string;
  /** Every digit. */
  exact: string;
}

/**
 * Four decimals, or the first three digits that matter when the amount is below one hundredth.
 * Trailing zeros are dropped.
 */
export function formatAmount(amount: bigint, decimals = COIN_DECIMALS): AmountText {
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  const whole = formatNumber(BigInt(digits.slice(0, digits.length - decimals)));
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const leadingZeros = fraction.length - fraction.replace(/^0+/, '').length;
  const isSmall = whole === '0' && leadingZeros >= 2;
  const shown = fraction.slice(0, isSmall ? leadingZeros + 3 : 4).replace(/0+$/, '');
  return {
    short: `${sign}${whole}${shown && `.${shown}`}`,
    exact: `${sign}${whole}${fraction && `.${fraction}`}`,
  };
}
