import type { Certificate } from '../chain/certificate.ts';
import { isBoundary } from '../chain/epoch.ts';
import type { Header } from '../chain/header.ts';
import { FINALIZE } from '../chain/statement.ts';
import type { Hash } from '../core/bytes.ts';
import type { EpochConfig, FinalizedBlock } from './types.ts';

/** View 0: final by definition, whoever asks. */
export function rootOf({ root, rootCertificate }: EpochConfig): FinalizedBlock {
  return { header: root, ...(rootCertificate && { certificate: rootCertificate }) };
}

/** Whether a block is the boundary of this epoch. It has no child here; the root is of the last. */
export function isLastOfEpoch({ epoch }: EpochConfig, header: Header): boolean {
  return header.epoch === epoch && isBoundary(header);
}

/**
 * Whether a block may be certified at a view: at its own, and the boundary at any later one as
 * well, because it is proposed again until it is final.
 */
export function isCertifiable(config: EpochConfig, header: Header, view: bigint): boolean {
  if (header.epoch !== config.epoch) return false;
  return header.view === view || (isLastOfEpoch(config, header) && header.view < view);
}

/** Whether this finalization, of the epoch before, makes the root the parent of a block. */
export function certifiesRoot(
  { epoch, root }: EpochConfig,
  rootHash: Hash,
  { statement }: Certificate,
): boolean {
  return (
    statement.kind === FINALIZE &&
    statement.epoch + 1n === epoch &&
    statement.view >= root.view &&
    statement.digest === rootHash
  );
}
