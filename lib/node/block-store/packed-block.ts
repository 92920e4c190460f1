import { type Block, blockFromBytes, bytesFromBlock } from '../../chain/block.ts';
import {
  type Certificate,
  certificateFromItem,
  itemFromCertificate,
} from '../../chain/certificate.ts';
import { type Header, headerFromBytes } from '../../chain/header.ts';
import { bytesFromDiff, diffFromBytes, type StateDiff } from '../../chain/state-diff.ts';
import { bytesOf, decodeRlp, encodeRlp, firstOfList, listOf } from '../../core/rlp.ts';
import { contentOf, corrupt, unchecked, withChecksum } from './checksum.ts';

/** Everything the node keeps about a final block, written and read as one value. */
export interface PackedBlock {
  block: Block;
  /** The block's own finalization or, when a descendant's made it final, its notarization. */
  certificate: Certificate;
  diff: StateDiff;
  /** Encoded receipts. */
  receipts: Uint8Array;
}

/** What is asked again about a final block, which is all but what opening needs. */
export type FinalRecord = Omit<PackedBlock, 'diff'>;

/** RLP `[block, certificate, diff, receipts]` and a checksum. */
export function bytesFromPackedBlock(packed: PackedBlock): Uint8Array {
  return withChecksum(
    encodeRlp([
      bytesFromBlock(packed.block),
      itemFromCertificate(packed.certificate),
      bytesFromDiff(packed.diff),
      packed.receipts,
    ]),
  );
}

/** Throws `block-store/corrupt`. */
export function packedBlockFromBytes(bytes: Uint8Array): PackedBlock {
  const content = contentOf(bytes, 'block');
  try {
    const [block, certificate, diff, receipts] = listOf(decodeRlp(content), 4);
    return {
      block: blockFromBytes(bytesOf(block)),
      certificate: certificateFromItem(certificate),
      diff: diffFromBytes(bytesOf(diff)),
      receipts: bytesOf(receipts),
    };
  } catch {
    throw corrupt('block');
  }
}

/**
 * Only what proves others final. The checksum of a whole block is not worth it: whoever gets the
 * header compares its hash. Throws `block-store/corrupt`.
 */
export function packedHeaderFromBytes(bytes: Uint8Array): Pick<PackedBlock, 'certificate'> & {
  header: Header;
} {
  try {
    const [block, certificate] = listOf(decodeRlp(unchecked(bytes)), 4);
    return {
      header: headerFromBytes(bytesOf(firstOfList(bytesOf(block)))),
      certificate: certificateFromItem(certificate),
    };
  } catch {
    throw corrupt('block');
  }
}
