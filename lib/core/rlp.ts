import {
  bytesFromHex,
  bytesFromUint,
  type Hex,
  hexFromBytes,
  uintFromBytes,
  uintLength,
} from './bytes.ts';
import { WeftError } from './errors.ts';
import { MAX_RLP_DEPTH, MAX_RLP_ITEMS } from './limits.ts';

/**
 * Recursive length prefix (Ethereum yellow paper, appendix B), our own so that decoding is strict,
 * bounded in depth and linear: every input has at most one meaning and at most one encoding.
 * A decoded item is a string of bytes (a view into the input) or a list.
 */
export type RlpItem = Uint8Array | RlpItem[];

export function encodeRlp(item: RlpItem): Uint8Array<ArrayBuffer> {
  const lists: number[] = [];
  const bytes = new Uint8Array(measure(item, lists));
  write(item, { bytes, at: 0, lists, list: 0 });
  return bytes;
}

/**
 * An item costs much more memory than the byte it may be made of, so their number is bounded while
 * they are read: by what strangers may send or, for what this node wrote itself, `maxItems`.
 * @throws WeftError `codec/malformed` for trailing bytes, every non-minimal form, too many items.
 */
export function decodeRlp(bytes: Uint8Array, maxItems = MAX_RLP_ITEMS): RlpItem {
  const reader: Reader = { bytes, at: 0, itemsLeft: maxItems };
  const item = readItem(reader, bytes.length, 0);
  if (reader.at !== bytes.length) throw malformed('bytes after the end');
  return item;
}

/** The first member of an encoded list; the others are not looked at. */
export function firstOfList(bytes: Uint8Array): RlpItem {
  const reader: Reader = { bytes, at: 1, itemsLeft: MAX_RLP_ITEMS };
  const prefix = bytes[0] ?? 0;
  if (prefix < SHORT_LIST) throw malformed('expected a list');
  const length = readLength(reader, prefix, SHORT_LIST, LONG_LIST, bytes.length);
  return readItem(reader, reader.at + length, 1);
}

/** The encoded members of an encoded list: how long each is, is all that is looked at. */
export function membersOfList(bytes: Uint8Array): Uint8Array[] {
  const reader: Reader = { bytes, at: 0, itemsLeft: MAX_RLP_ITEMS };
  const end = skipItem(reader, bytes.length, SHORT_LIST);
  if (end !== bytes.length) throw malformed('bytes after the end');
  const members: Uint8Array[] = [];
  while (reader.at < end) {
    const start = reader.at;
    reader.at = skipItem(reader, end);
    members.push(bytes.subarray(start, reader.at));
  }
  return members;
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
  return uintFromBytes(uintBytesOf(item, maxBytes));
}

/** A u64 that must be a safe JavaScript number: times, sizes, small counts. */
export function numberOf(item: RlpItem | undefined): number {
  let value = 0;
  for (const byte of uintBytesOf(item, 8)) value = value * 256 + byte;
  if (value > Number.MAX_SAFE_INTEGER) throw malformed('number too large');
  return value;
}

function uintBytesOf(item: RlpItem | undefined, maxBytes: number): Uint8Array {
  const bytes = bytesOf(item);
  if (bytes.length > maxBytes) throw malformed(`integer longer than ${maxBytes} bytes`);
  if (bytes[0] === 0) throw malformed('integer with leading zero');
  return bytes;
}

export function uintItem(value: bigint | number): Uint8Array<ArrayBuffer> {
  const integer = BigInt(value);
  return bytesFromUint(integer, uintLength(integer));
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
  itemsLeft: number;
}

function readItem(reader: Reader, end: number, depth: number): RlpItem {
  if (depth > MAX_RLP_DEPTH) throw malformed(`lists nested deeper than ${MAX_RLP_DEPTH}`);
  if (reader.at >= end) throw malformed('unexpected end');
  if (reader.itemsLeft-- === 0) throw malformed('too many items');
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

/** Reads the prefix of an item; the result is where the item ends. */
function skipItem(reader: Reader, end: number, least = 0): number {
  if (reader.itemsLeft-- === 0) throw malformed('too many items');
  const prefix = reader.bytes[reader.at++] ?? 0;
  if (prefix < least) throw malformed('expected a list');
  if (prefix < SHORT_STRING) return reader.at;
  const [short, long] = prefix < SHORT_LIST ? [SHORT_STRING, LONG_STRING] : [SHORT_LIST, LONG_LIST];
  const length = readLength(reader, prefix, short, long, end);
  return reader.at + length;
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

interface Writer {
  readonly bytes: Uint8Array;
  at: number;
  /** Payload lengths of all lists, in the order in which their prefixes are written. */
  readonly lists: readonly number[];
  list: number;
}

/** Length of an item's encoding; collects the payload lengths of lists on the way. */
function measure(item: RlpItem, lists: number[]): number {
  if (item instanceof Uint8Array) {
    const isOwnEncoding = item.length === 1 && (item[0] as number) < SHORT_STRING;
    return isOwnEncoding ? 1 : prefixLength(item.length) + item.length;
  }
  const place = lists.push(0) - 1;
  let length = 0;
  for (const member of item) length += measure(member, lists);
  lists[place] = length;
  return prefixLength(length) + length;
}

function prefixLength(length: number): number {
  if (length <= MAX_SHORT_BYTES) return 1;
  return length < 0x100 ? 2 : length < 0x10000 ? 3 : length < 0x1000000 ? 4 : 5;
}

function write(item: RlpItem, writer: Writer): void {
  if (item instanceof Uint8Array) {
    const isOwnEncoding = item.length === 1 && (item[0] as number) < SHORT_STRING;
    if (!isOwnEncoding) writePrefix(writer, item.length, SHORT_STRING, LONG_STRING);
    writer.bytes.set(item, writer.at);
    writer.at += item.length;
    return;
  }
  writePrefix(writer, writer.lists[writer.list++] as number, SHORT_LIST, LONG_LIST);
  for (const member of item) write(member, writer);
}

function writePrefix(writer: Writer, length: number, short: number, long: number): void {
  const width = prefixLength(length) - 1;
  writer.bytes[writer.at++] = width === 0 ? short + length : long + width;
  for (let i = width - 1; i >= 0; i--) writer.bytes[writer.at++] = (length >>> (8 * i)) & 0xff;
}
