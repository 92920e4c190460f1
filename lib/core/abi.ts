import { assert } from './assert.ts';
import { bytesFromHex, bytesFromUint, concatBytes, type Hex } from './bytes.ts';

/** An integer, an address, 32 bytes, or bytes of any length, which `abi.encode` puts at the end. */
export type AbiValue = bigint | Hex | Uint8Array;

const WORD = 32;

/**
 * What Solidity's `abi.encode` gives for these values (Contract ABI Specification). A `bigint` is
 * any unsigned integer, a string an `address` or a `bytes32`, a byte array `bytes`.
 */
export function abiEncode(values: readonly AbiValue[]): Uint8Array<ArrayBuffer> {
  const heads: Uint8Array[] = [];
  const tails: Uint8Array[] = [];
  let offset = values.length * WORD;
  for (const value of values) {
    if (!(value instanceof Uint8Array)) {
      heads.push(wordFrom(value));
      continue;
    }
    const padding = new Uint8Array((WORD - (value.length % WORD)) % WORD);
    const tail = concatBytes(wordFrom(BigInt(value.length)), value, padding);
    heads.push(wordFrom(BigInt(offset)));
    tails.push(tail);
    offset += tail.length;
  }
  return concatBytes(...heads, ...tails);
}

function wordFrom(value: bigint | Hex): Uint8Array {
  if (typeof value === 'bigint') return bytesFromUint(value, WORD);
  const bytes = bytesFromHex(value);
  assert(bytes.length === 20 || bytes.length === WORD, 'an address or 32 bytes');
  return concatBytes(new Uint8Array(WORD - bytes.length), bytes);
}
