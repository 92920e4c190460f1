import { type NestedUint8Array, RLP } from '@ethereumjs/rlp';
import { bytesFromHex, bytesFromUint, type Hex, hexFromBytes, uintFromBytes } from './bytes.ts';
import { WeftError } from './errors.ts';

/** A decoded RLP item: a string of bytes or a list (Ethereum yellow paper, appendix B). */
export type RlpItem = Uint8Array | RlpItem[];

export function encodeRlp(item: RlpItem): Uint8Array<ArrayBuffer> {
  return RLP.encode(item as NestedUint8Array) as Uint8Array<ArrayBuffer>;
}

/** @throws WeftError `codec/malformed` for trailing bytes and every non-minimal form. */
export function decodeRlp(bytes: Uint8Array): RlpItem {
  try {
    return RLP.decode(bytes) as RlpItem;
  } catch (thrown) {
    throw malformed(thrown instanceof Error ? thrown.message : 'not RLP');
  }
}

export function malformed(reason: string): WeftError<'codec/malformed'> {
  return new WeftError('codec/malformed', `malformed: ${reason}`, { reason });
}

/** The items of a list with exactly `length` members (any number when not given). */
export function listOf(item: RlpItem | undefined, length?: number): RlpItem[] {
  if (!Array.isArray(item)) throw malformed('expected a list');
  if (length !== undefined && item.length !== length) {
    throw malformed(`expected ${length} items, got ${item.length}`);
  }
  return item;
}

export function bytesOf(item: RlpItem | undefined, length?: number): Uint8Array {
  if (!(item instanceof Uint8Array)) throw malformed('expected bytes');
  if (length !== undefined && item.length !== length) {
    throw malformed(`expected ${length} bytes, got ${item.length}`);
  }
  return item;
}

export function hexOf(item: RlpItem | undefined, length?: number): Hex {
  return hexFromBytes(bytesOf(item, length));
}

/** An unsigned integer of at most `maxBytes`, without leading zeros. */
export function uintOf(item: RlpItem | undefined, maxBytes = 8): bigint {
  const bytes = bytesOf(item);
  if (bytes.length > maxBytes) throw malformed(`integer longer than ${maxBytes} bytes`);
  if (bytes[0] === 0) throw malformed('integer with leading zero');
  return uintFromBytes(bytes);
}

/** A u64 that must be a safe JavaScript number: times, sizes, small counts. */
export function numberOf(item: RlpItem | undefined): number {
  const value = uintOf(item);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw malformed('number too large');
  return Number(value);
}

export function uintItem(value: bigint | number): Uint8Array<ArrayBuffer> {
  const integer = BigInt(value);
  let length = 0;
  for (let rest = integer; rest > 0n; rest >>= 8n) length++;
  return bytesFromUint(integer, length);
}

export function hexItem(hex: Hex): Uint8Array<ArrayBuffer> {
  return bytesFromHex(hex);
}
