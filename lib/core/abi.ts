import { assert } from './assert.ts';
import { bytesFromHex, bytesFromUint, concatBytes, type Hex, hexFromBytes } from './bytes.ts';
import { keccak256 } from './keccak.ts';
import { bytesFromText } from './utf8.ts';

/**
 * An integer or a truth, an address, 32 bytes, bytes of any length, a struct by its members, or an
 * array.
 */
export type AbiValue =
  | bigint
  | boolean
  | Hex
  | Uint8Array
  | readonly AbiValue[]
  | { array: readonly AbiValue[] };

const WORD = 32;
const SELECTOR = 4;

/**
 * What Solidity's `abi.encode` gives for these values (Contract ABI Specification). A `bigint` is
 * any unsigned integer, a string an `address` or a `bytes32`, a byte array `bytes`, a list a
 * struct.
 */
export function abiEncode(values: readonly AbiValue[]): Uint8Array<ArrayBuffer> {
  const parts = values.map((value) => ({ isDynamic: isDynamic(value), bytes: bytesOf(value) }));
  const heads: Uint8Array[] = [];
  const tails: Uint8Array[] = [];
  let offset = 0;
  for (const part of parts) offset += part.isDynamic ? WORD : part.bytes.length;
  for (const { isDynamic, bytes } of parts) {
    heads.push(isDynamic ? bytesFromUint(BigInt(offset), WORD) : bytes);
    if (!isDynamic) continue;
    tails.push(bytes);
    offset += bytes.length;
  }
  return concatBytes(...heads, ...tails);
}

/** Data of a call: `signature` as in `claim(uint256)`, structs in it by their members' types. */
export function abiCall(signature: string, values: readonly AbiValue[] = []): Hex {
  return hexFromBytes(concatBytes(selectorOf(signature), abiEncode(values)));
}

export function selectorOf(signature: string): Uint8Array {
  return keccak256(bytesFromText(signature)).subarray(0, SELECTOR);
}

/** Whether a value of this kind stands behind all heads, which give its place. */
function isDynamic(value: AbiValue): boolean {
  if (value instanceof Uint8Array) return true;
  if (typeof value !== 'object') return false;
  return 'array' in value || value.some(isDynamic);
}

function bytesOf(value: AbiValue): Uint8Array {
  if (typeof value === 'boolean') return bytesFromUint(value ? 1n : 0n, WORD);
  if (typeof value === 'bigint') return bytesFromUint(value, WORD);
  if (typeof value === 'string') return wordFrom(value);
  if (value instanceof Uint8Array) {
    const padding = new Uint8Array((WORD - (value.length % WORD)) % WORD);
    return concatBytes(bytesFromUint(BigInt(value.length), WORD), value, padding);
  }
  if (!('array' in value)) return abiEncode(value);
  const count = bytesFromUint(BigInt(value.array.length), WORD);
  return concatBytes(count, abiEncode(value.array));
}

function wordFrom(value: Hex): Uint8Array {
  const bytes = bytesFromHex(value);
  assert(bytes.length === 20 || bytes.length === WORD, 'an address or 32 bytes');
  return concatBytes(new Uint8Array(WORD - bytes.length), bytes);
}
