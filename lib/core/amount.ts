/** Decimal text of an integer amount, without trailing zeros: `formatUnits(1500n, 3)` is `1.5`. */
export function formatUnits(amount: bigint, decimals: number): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${amount < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Decimal text in whole coins of 10^18 wei. */
export function formatCoins(amountWei: bigint): string {
  return formatUnits(amountWei, COIN_DECIMALS);
}

const COIN_DECIMALS = 18;
