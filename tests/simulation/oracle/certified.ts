import type { Certificate } from '../../../lib/chain/certificate.ts';
import type { Counters } from '../counters.ts';
import { type ChainFacts, statementText, textOf } from './chain-facts.ts';
import { certificatesIn } from './messages.ts';
import { fail, type Invariant } from './watcher.ts';

/** The certificates that exist, as far as anybody has seen one. */
export interface Certified extends Invariant {
  has(kind: number, epoch: bigint, view: bigint): boolean;
  digestOf(kind: number, epoch: bigint, view: bigint): string | undefined;
}

/**
 * I4: a certificate has the power of a quorum, and every honest bit in it really signed.
 * I5: no view has a nullification and a finalization, or two digests certified alike.
 */
export function createCertified(facts: ChainFacts, counters: Counters): Certified {
  const signatures = new Set<string>();
  const digests = new Map<string, string>();
  const seen = new WeakSet<Certificate>();

  const take = (certificate: Certificate, isFromHonest: boolean) => {
    if (seen.has(certificate)) return;
    seen.add(certificate);
    const { statement } = certificate;
    const { kind, epoch, view, digest } = statement;
    const signers = facts.signersOf(certificate);
    if (!signers) {
      if (isFromHonest) fail('I4', 'weak-certificate', `epoch ${epoch} view ${view} kind ${kind}`);
      return;
    }
    const text = textOf(statement);
    for (const validator of signers) {
      const key = `${validator}/${text}`;
      if (facts.isHonest(validator) && !signatures.has(key)) fail('I4', 'forged-bit', key);
    }
    const where = `${epoch}/${view}`;
    const held = digests.get(`${kind}/${where}`);
    if (held === digest) return;
    if (held !== undefined) fail('I5', 'double-certificate', where);
    const opposite = kind === NULLIFY ? FINALIZE : NULLIFY;
    if (kind !== NOTARIZE && digests.has(`${opposite}/${where}`))
      fail('I5', 'null-and-final', where);
    const other = digests.get(`${kind === NOTARIZE ? FINALIZE : NOTARIZE}/${where}`);
    if (kind !== NULLIFY && other !== undefined && other !== digest) {
      fail('I5', 'double-certificate', where);
    }
    digests.set(`${kind}/${where}`, digest);
    counters.add(`certificate/${NAMES[kind]}`);
  };

  return {
    has: (kind, epoch, view) => digests.has(`${kind}/${epoch}/${view}`),
    digestOf: (kind, epoch, view) => digests.get(`${kind}/${epoch}/${view}`),
    signed: (process, message) => {
      const text = statementText(message);
      if (text) signatures.add(`${facts.identityOf(process)}/${text}`);
    },
    durable: (process, body) => {
      if (body.type === 'certificate') take(body.certificate, facts.isHonest(process));
    },
    sent: (process, message) => {
      for (const certificate of certificatesIn(message)) take(certificate, facts.isHonest(process));
    },
    finalized: (_process, _blocks, certificate) => take(certificate, true),
  };
}

const NOTARIZE = 1;
const NULLIFY = 2;
const FINALIZE = 3;
const NAMES = { 1: 'notarization', 2: 'nullification', 3: 'finalization' } as const;
