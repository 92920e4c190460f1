const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Decimal units, two or three digits that matter: 214 MB, 4.1 MB, 812 B. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${Number(value.toFixed(digits))} ${UNITS[unit]}`;
}
