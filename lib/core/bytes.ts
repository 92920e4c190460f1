import { assert } from './assert.ts';

/** Lower-case hexadecimal bytes with 0x, the form of every hash, address, key and signature. */
export type Hex = `0x${string}`;
/** 32-byte keccak256 value. */
export type Hash = Hex;
/** 20-byte Ethereum address, always lower case inside Weft. */
export type Address = Hex;

export const ZERO_HASH: Hash = `0x${'00'.repeat(32)}`;
export const ZERO_ADDRESS: Address = `0x${'00'.repeat(20)}`;
export const EMPTY_BYTES = new Uint8Array(0);

/**
 * Made of whole pieces, since adding digit by digit makes engines keep a string for every step,
 * which is slow and ten times the memory of the result.
 */
export function hexFromBytes(bytes: Uint8Array): Hex {
  const codes = new Array<number>(2 + bytes.length * 2);
  codes[0] = 0x30;
  codes[1] = 0x78;
  let at = 2;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    codes[at++] = DIGIT_CODES[byte >> 4] as number;
    codes[at++] = DIGIT_CODES[byte & 15] as number;
  }
  if (codes.length <= MAX_CODES) return String.fromCharCode(...codes) as Hex;
  let hex = '';
  for (let from = 0; from < codes.length; from += MAX_CODES) {
    hex += String.fromCharCode(...codes.slice(from, from + MAX_CODES));
  }
  return hex as Hex;
}

export function bytesFromHex(hex: Hex): Uint8Array<ArrayBuffer> {
  assert(hex.length % 2 === 0 && hex.startsWith('0x'), NOT_HEX);
  const bytes = new Uint8Array((hex.length - 2) / 2);
  writeHex(hex, bytes, 0);
  return bytes;
}

/** The bytes of `hex` into `target` from `offset` on. */
export function writeHex(hex: Hex, target: Uint8Array, offset: number): void {
  const length = (hex.length - 2) / 2;
  assert(hex.length % 2 === 0 && hex.startsWith('0x') && offset + length <= target.length, NOT_HEX);
  let bad = 0;
  for (let i = 0; i < length; i++) {
    const byte = (nibble(hex.charCodeAt(2 + i * 2)) << 4) | nibble(hex.charCodeAt(3 + i * 2));
    bad |= byte;
    target[offset + i] = byte;
  }
  assert(bad >= 0, NOT_HEX);
}

/** True for a 0x-string of whole bytes; with `length`, of exactly that many bytes. */
export function isHex(value: unknown, length?: number): value is Hex {
  if (typeof value !== 'string' || value.length % 2 !== 0) return false;
  if (length !== undefined && value.length !== 2 + length * 2) return false;
  return /^0x[0-9a-fA-F]*$/.test(value);
}

export function concatBytes(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Lexicographic order: negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Big-endian bytes of an unsigned integer in exactly `length` bytes. */
export function bytesFromUint(value: bigint, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  writeUint(value, bytes, 0, length);
  return bytes;
}

/** As `bytesFromUint`, into `target` from `start` on, which holds zeros there. */
export function writeUint(value: bigint, target: Uint8Array, start: number, length: number): void {
  assert(value >= 0n, 'an unsigned integer');
  let rest = value;
  let end = start + length;
  // Six bytes at a time: a number holds 53 bits, and arithmetic on bigints is what costs here.
  while (rest > 0n && end > start) {
    let chunk = Number(rest & CHUNK_MASK);
    for (let i = 0; i < CHUNK_BYTES && end > start; i++) {
      target[--end] = chunk % 256;
      chunk = Math.floor(chunk / 256);
    }
    assert(chunk === 0, TOO_LARGE);
    rest >>= CHUNK_BITS;
  }
  assert(rest === 0n, TOO_LARGE);
}

/** Bytes that an unsigned integer needs; none for zero. */
export function uintLength(value: bigint): number {
  let length = 0;
  let rest = value;
  for (; rest > CHUNK_MASK; rest >>= CHUNK_BITS) length += CHUNK_BYTES;
  for (let chunk = Number(rest); chunk >= 1; chunk /= 256) length++;
  return length;
}

export function uintFromBytes(bytes: Uint8Array): bigint {
  let at = 0;
  while (at < bytes.length && bytes[at] === 0) at++;
  let value = 0n;
  let chunk = 0;
  for (; at < bytes.length; at++) {
    chunk = chunk * 256 + (bytes[at] as number);
    if ((bytes.length - at) % CHUNK_BYTES === 1) {
      value = (value << CHUNK_BITS) | BigInt(chunk);
      chunk = 0;
    }
  }
  return value;
}

export function u64(value: bigint): Uint8Array<ArrayBuffer> {
  return bytesFromUint(value, 8);
}

/** Value of a hexadecimal digit, or -1, whose bits survive every later `|` as a negative number. */
function nibble(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

const NOT_HEX = 'not a hexadecimal string of whole bytes';
const TOO_LARGE = 'an integer fits its bytes';
const DIGIT_CODES = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
/** Arguments a function call takes without risk for the stack. */
const MAX_CODES = 4_096;
const CHUNK_BYTES = 6;
const CHUNK_BITS = 48n;
const CHUNK_MASK = (1n << CHUNK_BITS) - 1n;
