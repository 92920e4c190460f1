import fc from 'fast-check';
import { encodeAbiParameters, parseAbiParameters } from 'viem';
import { describe, expect, it } from 'vitest';
import { type AbiValue, abiEncode } from '../../../lib/core/abi.ts';
import { type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';

const hexOf = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => hexFromBytes(bytes));

const typed: fc.Arbitrary<{ type: string; value: AbiValue }> = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map((value) => ({ type: 'uint256', value })),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => ({ type: 'uint64', value })),
  hexOf(20).map((value) => ({ type: 'address', value })),
  hexOf(32).map((value) => ({ type: 'bytes32', value })),
  fc.boolean().map((value) => ({ type: 'bool', value })),
  fc.uint8Array({ maxLength: 100 }).map((value) => ({ type: 'bytes', value })),
);

const ADDRESS: Hex = `0x${'cd'.repeat(20)}`;

describe('abi.encode', () => {
  it('gives what Solidity gives, as viem knows it', () => {
    fc.assert(
      fc.property(fc.array(typed, { maxLength: 8 }), (parameters) => {
        const types = parameters.map(({ type }) => ({ type }));
        const values = parameters.map(({ value }) =>
          value instanceof Uint8Array ? hexFromBytes(value) : value,
        );
        const encoded = hexFromBytes(abiEncode(parameters.map(({ value }) => value)));
        expect(encoded).toBe(encodeAbiParameters(types, values));
      }),
    );
  });

  it('gives arrays of structs with arrays in them, as claims are', () => {
    const proof = '(uint64,bytes32[])';
    const claim = `((uint64,uint8,address,address,uint256),${proof})[]`;
    const types = parseAbiParameters(`${claim} claims, bytes header, uint256 checkpoint`);
    const hash: Hex = `0x${'ab'.repeat(32)}`;
    const leaf = [1n, 2n, ADDRESS, ADDRESS, 3n] as const;
    const claims = [0, 1, 2].map((count) => [leaf, [5n, { array: Array(count).fill(hash) }]]);
    const encoded = abiEncode([{ array: claims as AbiValue[] }, Uint8Array.of(1, 2), 9n]);
    const expected = encodeAbiParameters(types, [
      [0, 1, 2].map((count) => [
        [1n, 2, ADDRESS, ADDRESS, 3n],
        [5n, Array(count).fill(hash)],
      ]),
      '0x0102',
      9n,
    ] as never);
    expect(hexFromBytes(encoded)).toBe(expected);
  });

  it('takes no bytes of another length for a word', () => {
    expect(() => abiEncode(['0x1234' as Hex])).toThrow();
  });
});
