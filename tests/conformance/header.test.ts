import fc from 'fast-check';
import { encodePacked, keccak256 } from 'viem';
import { describe, expect, it } from 'vitest';
import { bytesFromHeader, HEADER_BYTES, hashOfHeader } from '../../lib/chain/header.ts';
import { hexFromBytes } from '../../lib/core/bytes.ts';
import { header as anyHeader } from '../unit/chain/arbitraries.ts';

describe('header', () => {
  it('is packed as Solidity packs it, 358 bytes', () => {
    fc.assert(
      fc.property(anyHeader, (header) => {
        const packed = encodePacked(
          [
            ...(['uint16', 'bytes32', 'uint64', 'uint64', 'uint64', 'bytes32'] as const),
            ...(['uint64', 'address', 'bytes32', 'bytes32', 'bytes32', 'bytes32'] as const),
            ...(['uint64', 'uint64', 'bytes32', 'bytes32', 'bytes32'] as const),
          ],
          [
            header.version,
            header.genesisHash,
            header.epoch,
            header.view,
            header.height,
            header.parentHash,
            BigInt(header.timestampMs),
            header.proposer,
            header.bodyRoot,
            header.stateRoot,
            header.outboxRoot,
            header.coinRoot,
            header.coinCount,
            header.inboxCount,
            header.inboxHash,
            header.mix,
            header.nextCommitteeHash,
          ],
        );
        expect(packed.length).toBe(2 + 2 * HEADER_BYTES);
        expect(hexFromBytes(bytesFromHeader(header))).toBe(packed);
        expect(hashOfHeader(header)).toBe(keccak256(packed));
      }),
    );
  });
});
