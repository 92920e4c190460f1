const MAX_DIGITS = 19;

/** The number of a post as an address writes it; undefined when it is none. */
export function idFromText(text: string): bigint | undefined {
  if (!/^[1-9]\d*$/.test(text) || text.length > MAX_DIGITS) return undefined;
  return BigInt(text);
}
