import fc from 'fast-check';
import { encodeAbiParameters, keccak256, parseAbiParameters } from 'viem';
import { describe, expect, it } from 'vitest';
import {
  ASSET_ERC721,
  ASSET_ETH,
  leafOfWithdrawal,
  OUTBOX_DEPTH,
  type Withdrawal,
} from '../../../lib/chain/outbox.ts';
import { type Hash, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { proveLeaf, rootFromLeaves, rootFromProof } from '../../../lib/core/sparse-merkle.ts';
import { withdrawal } from './bridge-arbitraries.ts';

const FIELDS = parseAbiParameters('uint64, uint8, address, address, uint256');

describe('a withdrawal', () => {
  it('is the leaf that Solidity makes of its fields', () => {
    fc.assert(
      fc.property(withdrawal, (one) => {
        const { index, kind, token, to, value } = one;
        const encoded = encodeAbiParameters(FIELDS, [index, kind, token, to, value]);
        expect(leafOfWithdrawal(one)).toBe(keccak256(encoded));
      }),
    );
  });

  it('is another leaf with any other field', () => {
    const one: Withdrawal = {
      ...{ index: 0n, kind: ASSET_ETH, token: ZERO_ADDRESS },
      ...{ to: `0x${'11'.repeat(20)}`, value: 5n },
    };
    const others: Partial<Withdrawal>[] = [
      { index: 5n },
      { kind: ASSET_ERC721 },
      { token: one.to },
      { to: ZERO_ADDRESS },
      { value: 0n },
    ];
    const leaves = [one, ...others.map((other) => ({ ...one, ...other }))].map(leafOfWithdrawal);
    expect(new Set(leaves).size).toBe(leaves.length);
  });

  it('is proven at its own index of the outbox alone, first to last', () => {
    const last = 2n ** BigInt(OUTBOX_DEPTH) - 1n;
    const owed = [0n, 1n, 2n, last].map((index) => ({
      ...({ index, kind: ASSET_ETH, token: ZERO_ADDRESS, to: ZERO_ADDRESS, value: 7n } as const),
    }));
    const leaves = new Map(owed.map((one) => [one.index, leafOfWithdrawal(one)]));
    const root = rootFromLeaves(leaves, OUTBOX_DEPTH);
    for (const { index } of owed) {
      const proof = proveLeaf(leaves, OUTBOX_DEPTH, index);
      const proven = (at: bigint) =>
        rootFromProof(leaves.get(index) as Hash, at, OUTBOX_DEPTH, proof) === root;
      expect(proven(index)).toBe(true);
      expect(proven(index ^ 1n)).toBe(false);
      expect(proven(index + 2n ** 32n)).toBe(false);
    }
  });
});
