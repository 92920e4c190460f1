import { type Certificate, hasQuorum, indexesFromBitmap } from '../../chain/certificate.ts';
import type { Committee } from '../../chain/committee.ts';
import { attestMessage, statementKey } from '../../chain/statement.ts';
import type { Vote } from '../../consensus/types.ts';
import type { Hash, Hex } from '../../core/bytes.ts';
import { CERTIFICATES_PER_CHECK, MAX_VERIFIED_CERTIFICATES } from '../../core/limits.ts';
import type { AggregateCheck, Signatures } from '../ports.ts';

export interface VerifiedCertificates {
  /** Quorum, epoch and signature of each. What passed before is not checked again. */
  verify(certificates: readonly Certificate[], more?: readonly AggregateCheck[]): Promise<boolean>;
  /** Whether this very certificate passed before. */
  has(certificate: Certificate): boolean;
  /** The share of one vote. */
  verifyVote(vote: Vote): Promise<boolean>;
  /** A certificate made from votes that this node has checked. */
  add(certificate: Certificate): void;
}

/** Checks certificates of one epoch, and remembers which ones were good. */
export function createVerifiedCertificates(
  context: { genesisHash: Hash; epoch: bigint; committee: Committee },
  signatures: Pick<Signatures, 'verifyAggregates'>,
): VerifiedCertificates {
  const good = new Set<string>();

  function add(certificate: Certificate): void {
    good.add(keyOf(certificate));
    if (good.size > MAX_VERIFIED_CERTIFICATES) good.delete(good.values().next().value as string);
  }

  return {
    add,
    has: (certificate) => good.has(keyOf(certificate)),
    async verifyVote({ statement, signer, signature }) {
      const key = context.committee[signer]?.blsKey;
      if (!key || statement.epoch !== context.epoch) return false;
      const message = attestMessage(context.genesisHash, statement);
      const [passed] = await signatures.verifyAggregates([{ keys: [key], message, signature }]);
      return passed === true;
    },
    async verify(certificates, more = []) {
      const unknown = certificates.filter((certificate) => !good.has(keyOf(certificate)));
      const isFormed = (certificate: Certificate) =>
        certificate.statement.epoch === context.epoch && hasQuorum(certificate, context.committee);
      if (!unknown.every(isFormed)) return false;
      let others = more;
      // Few at a time: who forges hundreds must not have all of them looked at.
      for (let at = 0; at < unknown.length || others.length > 0; at += CERTIFICATES_PER_CHECK) {
        const some = unknown.slice(at, at + CERTIFICATES_PER_CHECK);
        const checks = [...others, ...some.map((one) => checkOfCertificate(one, context))];
        const passed = await signatures.verifyAggregates(checks);
        if (!passed.every(Boolean)) return false;
        for (const certificate of some) add(certificate);
        others = [];
      }
      return true;
    },
  };
}

/** The check of a certificate whose signers are members. */
export function checkOfCertificate(
  certificate: Certificate,
  { committee, genesisHash }: { committee: Committee; genesisHash: Hash },
): AggregateCheck {
  return {
    keys: indexesFromBitmap(certificate.signers).map((index) => committee[index]?.blsKey as Hex),
    message: attestMessage(genesisHash, certificate.statement),
    signature: certificate.signature,
  };
}

function keyOf({ statement, signers, signature }: Certificate): string {
  return `${statementKey(statement)}/${signers}/${signature}`;
}
