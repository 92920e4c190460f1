import {
  bytesFromHex,
  bytesFromUint,
  concatBytes,
  type Hex,
  hexFromBytes,
  uintFromBytes,
} from './bytes.ts';
import { WeftError } from './errors.ts';
import { MAX_RLP_DEPTH } from './limits.ts';

/**
 * Recursive length prefix (Ethereum yellow paper, appendix B), our own so that decoding is strict,
 * bounded in depth and linear: every input has at most one meaning and at most one encoding.
 * A decoded item is a string of bytes (a view into the input) or a list.
 */
export type RlpItem = Uint8Array | RlpItem[];

export function encodeRlp(item: RlpItem): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const bytes = new Uint8Array(pushEncoded(item, parts));
  let at = 0;
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i] as Uint8Array;
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** @throws WeftError `codec/malformed` for trailing bytes and every non-minimal form. */
export function decodeRlp(bytes: Uint8Array): RlpItem {
  const reader: Reader = { bytes, at: 0 };
  const item = readItem(reader, bytes.length, 0);
  if (reader.at !== bytes.length) throw malformed('bytes after the end');
  return item;
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

const SHORT_STRING = 0x80;
const LONG_STRING = 0xb7;
const SHORT_LIST = 0xc0;
const LONG_LIST = 0xf7;
const MAX_SHORT_BYTES = 55;

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

function readItem(reader: Reader, end: number, depth: number): RlpItem {
  if (depth > MAX_RLP_DEPTH) throw malformed(`lists nested deeper than ${MAX_RLP_DEPTH}`);
  if (reader.at >= end) throw malformed('unexpected end');
  const prefix = reader.bytes[reader.at++] as number;
  if (prefix < SHORT_STRING) return reader.bytes.subarray(reader.at - 1, reader.at);
  if (prefix < SHORT_LIST) {
    const length = readLength(reader, prefix, SHORT_STRING, LONG_STRING, end);
    const bytes = reader.bytes.subarray(reader.at, reader.at + length);
    if (length === 1 && (bytes[0] as number) < SHORT_STRING) throw malformed('prefixed small byte');
    reader.at += length;
    return bytes;
  }
  const length = readLength(reader, prefix, SHORT_LIST, LONG_LIST, end);
  const listEnd = reader.at + length;
  const items: RlpItem[] = [];
  while (reader.at < listEnd) items.push(readItem(reader, listEnd, depth + 1));
  return items;
}

/** Payload length announced by `prefix`, checked to be minimal and to fit before `end`. */
function readLength(r: Reader, prefix: number, short: number, long: number, end: number): number {
  let length = prefix - short;
  if (prefix > long) {
    const width = prefix - long;
    if (width > 4 || r.at + width > end) throw malformed('length out of bounds');
    length = Number(uintFromBytes(r.bytes.subarray(r.at, r.at + width)));
    if (length <= MAX_SHORT_BYTES || r.bytes[r.at] === 0) throw malformed('length not minimal');
    r.at += width;
  }
  if (length > end - r.at) throw malformed('length out of bounds');
  return length;
}

/** Pushes the parts of the encoding in reverse order and returns their total length. */
function pushEncoded(item: RlpItem, parts: Uint8Array[]): number {
  if (item instanceof Uint8Array) {
    parts.push(item);
    if (item.length === 1 && (item[0] as number) < SHORT_STRING) return 1;
    return item.length + pushPrefix(item.length, SHORT_STRING, LONG_STRING, parts);
  }
  let length = 0;
  for (let i = item.length - 1; i >= 0; i--) length += pushEncoded(item[i] as RlpItem, parts);
  return length + pushPrefix(length, SHORT_LIST, LONG_LIST, parts);
}

function pushPrefix(length: number, short: number, long: number, parts: Uint8Array[]): number {
  if (length <= MAX_SHORT_BYTES) {
    parts.push(Uint8Array.of(short + length));
    return 1;
  }
  const width = uintItem(length);
  parts.push(concatBytes(Uint8Array.of(long + width.length), width));
  return 1 + width.length;
}
