import { bytesFromHeader, hashOfHeader } from '../../chain/header.ts';
import { type Hex, hexFromBytes } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { AcceptedState } from '../ethereum-contracts/checkpoints-contract.ts';
import type { PastBlocks } from '../execution/past-epochs.ts';

/** A header on Ethereum, by its bytes and the index of its checkpoint. */
export interface CheckpointPlace {
  bytes: Hex;
  index: bigint;
}

/**
 * The newest checkpoint with its header, if this node still has that.
 * @throws WeftError `checkpoint/other-header`.
 */
export async function knownCheckpoint(
  { store }: Pick<PastBlocks, 'store'>,
  { count, newest }: Pick<AcceptedState, 'count' | 'newest'>,
): Promise<(CheckpointPlace & { height: bigint }) | undefined> {
  const found = newest && (await store.headerAt(newest.height));
  if (!found) return undefined;
  if (hashOfHeader(found.header) !== newest.headerHash) {
    const facts = { height: newest.height.toString() };
    throw new WeftError('checkpoint/other-header', 'Ethereum accepted another header', facts);
  }
  const bytes = hexFromBytes(bytesFromHeader(found.header));
  return { bytes, index: count - 1n, height: newest.height };
}
