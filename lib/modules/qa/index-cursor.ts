import { expected, optional, textIn } from '../../chain/query-input.ts';

// A cursor names the last item of a page by what orders it, so that the next page goes on right
// behind it, whatever came or went meanwhile.

/** Integers that say where an item stands. */
export function cursorOf(parts: readonly (number | bigint)[]): string {
  return parts.join('_');
}

/** Undefined for the first page. Throws WeftError `query/malformed` unless it has `count` parts. */
export function cursorIn(input: unknown, count: number): bigint[] | undefined {
  const cursor = optional(input, 'cursor', textIn);
  if (cursor === undefined) return undefined;
  const parts = cursor.split('_');
  if (parts.length !== count || !parts.every((part) => INTEGER.test(part))) {
    throw expected('a cursor of this list', 'cursor');
  }
  return parts.map(BigInt);
}

const INTEGER = /^-?\d{1,80}$/;
