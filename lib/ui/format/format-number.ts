const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Digits grouped by commas; a minus as long as a plus is wide. */
export function formatNumber(value: number | bigint): string {
  return NUMBER.format(value).replace('-', '−');
}

/** A share of the whole with one decimal: 0.578 is "57.8 %". */
export function formatPercent(share: number, decimals = 1): string {
  return `${(share * 100).toFixed(decimals)} %`;
}
