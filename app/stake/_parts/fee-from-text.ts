/** A whole number of percents from 0 to 100; undefined for any other text. */
export function feeFromText(text: string): number | undefined {
  const plain = text.trim();
  if (!/^\d{1,3}$/.test(plain)) return undefined;
  const percent = Number(plain);
  return percent <= 100 ? percent : undefined;
}
