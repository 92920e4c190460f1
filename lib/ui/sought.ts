import type { Address, Hash } from '../core/bytes.ts';

/** What a person may look for. A hash can be a block's or a transaction's. */
export type Sought =
  | { kind: 'height'; height: bigint }
  | { kind: 'hash'; hash: Hash }
  | { kind: 'account'; address: Address };

const MAX_HEIGHT_DIGITS = 19;

/** Reads a search: commas in heights, capitals in hex and spaces around are ignored. */
export function soughtFromText(
  text: string,
  accounts: readonly { name: string; account: Address }[] = [],
): Sought | undefined {
  const plain = text.trim();
  const digits = plain.replace(/[,\s]/g, '');
  if (/^\d+$/.test(digits) && digits.length <= MAX_HEIGHT_DIGITS) {
    return { kind: 'height', height: BigInt(digits) };
  }
  const hex = plain.toLowerCase();
  if (/^0x[0-9a-f]{64}$/.test(hex)) return { kind: 'hash', hash: hex as Hash };
  if (/^0x[0-9a-f]{40}$/.test(hex)) return { kind: 'account', address: hex as Address };
  const named = accounts.find((each) => each.name.toLowerCase() === hex);
  return named && { kind: 'account', address: named.account };
}
