import {
  bitmapFromIndexes,
  type Certificate,
  indexesFromBitmap,
} from '../../../lib/chain/certificate.ts';
import { FINALIZE, NOTARIZE, NULLIFY, type Statement } from '../../../lib/chain/statement.ts';
import { type Hex, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { type Actor, type Mask, randomHash } from './actor.ts';

/** Changes something in each certificate that it passes on. */
export function createCertificateMutator(mask: Mask): Actor {
  const { random } = mask;
  const changes = [changeKind, changeView, changeDigest, addSigner, dropSigner, changeSignature];
  return {
    speak: (message) => {
      if (message.type !== 'certificate') return [message];
      mask.acted();
      const certificate = random.pick(changes)(message.certificate);
      return [{ type: 'certificate', certificate }];
    },
  };

  function restated(certificate: Certificate, change: Partial<Statement>): Certificate {
    return { ...certificate, statement: { ...certificate.statement, ...change } };
  }

  function changeKind(certificate: Certificate): Certificate {
    const { kind } = certificate.statement;
    if (kind === NULLIFY)
      return restated(certificate, { kind: NOTARIZE, digest: randomHash(random) });
    const next = kind === NOTARIZE && random.chance(50) ? FINALIZE : NULLIFY;
    return restated(certificate, { kind: next, ...(next === NULLIFY && { digest: ZERO_HASH }) });
  }

  function changeView(certificate: Certificate): Certificate {
    return restated(certificate, {
      view: certificate.statement.view + BigInt(random.between(1, 9)),
    });
  }

  function changeDigest(certificate: Certificate): Certificate {
    const { kind } = certificate.statement;
    return kind === NULLIFY ? certificate : restated(certificate, { digest: randomHash(random) });
  }

  function addSigner(certificate: Certificate): Certificate {
    const count = (certificate.signers.length - 2) * 4;
    const extra = random.between(0, count - 1);
    const indexes = [...indexesFromBitmap(certificate.signers), extra];
    return { ...certificate, signers: bitmapFromIndexes(indexes, count) };
  }

  function dropSigner(certificate: Certificate): Certificate {
    const [, ...indexes] = indexesFromBitmap(certificate.signers);
    const count = (certificate.signers.length - 2) * 4;
    return { ...certificate, signers: bitmapFromIndexes(indexes, count) };
  }

  function changeSignature(certificate: Certificate): Certificate {
    const signature: Hex = `${certificate.signature.slice(0, -2)}01` as Hex;
    return { ...certificate, signature };
  }
}
