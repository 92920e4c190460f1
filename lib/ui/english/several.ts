import { formatNumber } from '../format/format-number.ts';

/** A number with its noun: "1 block", "4 blocks". */
export function several(count: number | bigint, one: string, many: string): string {
  return `${formatNumber(count)} ${BigInt(count) === 1n ? one : many}`;
}
