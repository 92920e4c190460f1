import { bodyRootOf } from '../../chain/block.ts';
import type { Certificate } from '../../chain/certificate.ts';
import { epochAfter, isBoundary } from '../../chain/epoch.ts';
import { type Header, hashOfHeader } from '../../chain/header.ts';
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
 * Checks that an answer continues the chain after `parent` and that a finalization covers all of
 * it: bodies match their headers, each header names its parent, the last is certified. All is of
 * one epoch, that of `certificates`, because the next committee is known only once its boundary is
 * executed. Nothing is executed yet. Undefined when anything is wrong.
 */
export async function verifyRange(
  { blocks, headers, finalization }: BlockRange,
  parent: Header,
  certificates: VerifiedCertificates,
): Promise<FinalityProof | undefined> {
  if (!finalization || blocks.length === 0) return undefined;
  const epoch = epochAfter(parent);
  let last = parent;
  let hash = hashOfHeader(parent);
  for (const header of [...blocks.map((block) => block.header), ...headers]) {
    if (header.height !== last.height + 1n || header.parentHash !== hash) return undefined;
    if (header.epoch !== epoch || epochAfter(last) !== epoch) return undefined;
    last = header;
    hash = hashOfHeader(header);
  }
  if (!isFinalizationOf(finalization, last, hash)) return undefined;
  for (const block of blocks) {
    if (bodyRootOf(block.body) !== block.header.bodyRoot) return undefined;
  }
  const isCertified = await certificates.verify([finalization]);
  return isCertified ? { height: last.height, hash, finalization } : undefined;
}

/** At the block's own view, or for a boundary, which is proposed until it is final, a later one. */
function isFinalizationOf({ statement }: Certificate, header: Header, hash: Hash): boolean {
  const { kind, view, digest } = statement;
  const isAtView = view === header.view || (isBoundary(header) && view > header.view);
  return kind === FINALIZE && digest === hash && isAtView;
}
