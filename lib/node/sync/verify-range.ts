import { bodyRootOf } from '../../chain/block.ts';
import type { Certificate } from '../../chain/certificate.ts';
import { hashOfHeader } from '../../chain/header.ts';
import { FINALIZE } from '../../chain/statement.ts';
import type { Hash } from '../../core/bytes.ts';
import type { VerifiedCertificates } from '../consensus/verified-certificates.ts';
import type { BlockRange } from '../peers/wire.ts';

/** The last block that a range proves final. */
export interface FinalityProof {
  height: bigint;
  hash: Hash;
  finalization: Certificate;
}

/**
 * Checks that an answer is the asked continuation of a chain and that a finalization covers all of
 * it: bodies match their headers, each header names its parent, the last is certified. Nothing is
 * executed yet. Undefined when anything is wrong.
 */
export async function verifyRange(
  range: BlockRange,
  from: bigint,
  parentHash: Hash,
  certificates: VerifiedCertificates,
): Promise<FinalityProof | undefined> {
  const { blocks, headers, finalization } = range;
  if (!finalization || finalization.statement.kind !== FINALIZE || blocks.length === 0) {
    return undefined;
  }
  let parent = parentHash;
  let height = from;
  for (const header of [...blocks.map((block) => block.header), ...headers]) {
    if (header.height !== height || header.parentHash !== parent) return undefined;
    parent = hashOfHeader(header);
    height++;
  }
  if (finalization.statement.digest !== parent) return undefined;
  for (const block of blocks) {
    if (bodyRootOf(block.body) !== block.header.bodyRoot) return undefined;
  }
  const isCertified = await certificates.verify([finalization]);
  return isCertified ? { height: height - 1n, hash: parent, finalization } : undefined;
}
