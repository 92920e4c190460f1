import { type Certificate, indexesFromBitmap } from '../../chain/certificate.ts';
import { FINALIZE } from '../../chain/statement.ts';
import type { CertificateView } from './types.ts';

export function viewOfCertificate({ statement, signers, signature }: Certificate): CertificateView {
  return {
    kind: statement.kind === FINALIZE ? 'finalization' : 'notarization',
    view: statement.view,
    signers: indexesFromBitmap(signers),
    signature,
  };
}
