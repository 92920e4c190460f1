import fc from 'fast-check';
import { encodeAbiParameters } from 'viem';
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
  fc.uint8Array({ maxLength: 100 }).map((value) => ({ type: 'bytes', value })),
);

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

  it('takes no bytes of another length for a word', () => {
    expect(() => abiEncode(['0x1234' as Hex])).toThrow();
  });
});
