import { type Certificate, indexesFromBitmap } from '../../chain/certificate.ts';
import type { Committee } from '../../chain/committee.ts';
import { FINALIZE } from '../../chain/statement.ts';
import type { CertificateView } from './types.ts';

export function viewOfCertificate(
  { statement, signers, signature }: Certificate,
  committee: Committee,
): CertificateView {
  const indexes = indexesFromBitmap(signers);
  return {
    kind: statement.kind === FINALIZE ? 'finalization' : 'notarization',
    view: statement.view,
    signers: indexes,
    power: indexes.reduce((sum, index) => sum + (committee[index]?.power ?? 0n), 0n),
    signature,
  };
}
