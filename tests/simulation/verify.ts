import { type Certificate, hasQuorum, indexesFromBitmap } from '../../lib/chain/certificate.ts';
import { attestMessage, type Statement } from '../../lib/chain/statement.ts';
import { bisectVotes } from '../../lib/consensus/bisect-votes.ts';
import type { EpochConfig, Proposal, Vote, VoteBatch } from '../../lib/consensus/types.ts';
import { fakeAggregate, fakeVerify } from './fake-signatures.ts';

// Signature checks that a driver makes before it hands anything to the engine.

export function isCertificateValid(config: EpochConfig, certificate: Certificate): boolean {
  const known = verdicts.get(certificate);
  if (known !== undefined) return known;
  const message = messageOf(config, certificate.statement);
  const isValid =
    hasQuorum(certificate, config.committee) &&
    fakeVerify(indexesFromBitmap(certificate.signers), message, certificate.signature);
  verdicts.set(certificate, isValid);
  return isValid;
}

export function isProposalVerified(config: EpochConfig, proposal: Proposal): boolean {
  const { vote, nullifications, block } = proposal;
  const { parentCertificate } = block.body;
  const certificates = [...nullifications, ...(parentCertificate ? [parentCertificate] : [])];
  return (
    isVoteValid(config, vote) &&
    certificates.every((certificate) => isCertificateValid(config, certificate))
  );
}

/** One aggregate check, and bisection when it fails. */
export function checkVotes(
  config: EpochConfig,
  statement: Statement,
  votes: readonly Vote[],
  base: VoteBatch | undefined,
) {
  const message = messageOf(config, statement);
  const search = bisectVotes(votes);
  let next = search.next();
  while (!next.done) {
    const signers = next.value.map((vote) => vote.signer);
    const signature = fakeAggregate(next.value.map((vote) => vote.signature));
    next = search.next(fakeVerify(signers, message, signature));
  }
  const { passed, bad } = next.value;
  const parts = [...passed.map((vote) => vote.signature), ...(base ? [base.signature] : [])];
  return {
    signers: [...(base?.signers ?? []), ...passed.map((vote) => vote.signer)],
    bad: bad.map((vote) => vote.signer),
    signature: fakeAggregate(parts),
  };
}

function isVoteValid(config: EpochConfig, vote: Vote): boolean {
  const message = messageOf(config, vote.statement);
  return fakeVerify([vote.signer], message, vote.signature);
}

/** Verdicts are functions of the bytes; nodes that got the same object share the work. */
const verdicts = new WeakMap<Certificate, boolean>();
const messages = new WeakMap<Statement, Uint8Array>();

function messageOf(config: EpochConfig, statement: Statement): Uint8Array {
  const message = messages.get(statement) ?? attestMessage(config.genesisHash, statement);
  messages.set(statement, message);
  return message;
}
