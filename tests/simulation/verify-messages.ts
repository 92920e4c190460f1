import { bodyRootOf } from '../../lib/chain/block.ts';
import { type Certificate, hasQuorum, indexesFromBitmap } from '../../lib/chain/certificate.ts';
import { attestMessage, randaoMessage, type Statement } from '../../lib/chain/statement.ts';
import { bisectVotes } from '../../lib/consensus/bisect-votes.ts';
import type { Proposal, Vote, VoteBatch } from '../../lib/consensus/types.ts';
import type { Hex } from '../../lib/core/bytes.ts';
import type { World } from './ledger.ts';
import type { SimulatedEpoch } from './simulated-chain.ts';

// Signature checks that a driver makes before it hands anything to the engine. Verdicts are
// functions of the bytes, so nodes that got the same object share the work.

export function isCertified(
  { chain, signatures }: World,
  epoch: SimulatedEpoch,
  certificate: Certificate,
): boolean {
  const known = certified.get(certificate);
  if (known?.epoch === epoch) return known.isValid;
  const { statement, signers, signature } = certificate;
  const isValid =
    statement.epoch === epoch.epoch &&
    hasQuorum(certificate, epoch.committee) &&
    signatures.verify(
      validatorsOf(epoch, indexesFromBitmap(signers)),
      messageOf(chain.genesisHash, statement),
      signature,
    );
  certified.set(certificate, { epoch, isValid });
  return isValid;
}

/** Whether all named signers signed, be they a quorum or a single one. */
export function areBitsSigned(
  { chain, signatures }: World,
  epoch: SimulatedEpoch,
  { statement, signers, signature }: Certificate,
): boolean {
  const validators = validatorsOf(epoch, indexesFromBitmap(signers));
  return signatures.verify(validators, messageOf(chain.genesisHash, statement), signature);
}

/** Everything signed in a proposal, and that the body is the one the header commits to. */
export function isProposalVerified(
  world: World,
  epoch: SimulatedEpoch,
  proposal: Proposal,
): boolean {
  const known = proposals.get(proposal);
  if (known?.epoch === epoch) return known.isValid;
  const isValid = verifyProposal(world, epoch, proposal);
  proposals.set(proposal, { epoch, isValid });
  return isValid;
}

function verifyProposal(world: World, epoch: SimulatedEpoch, proposal: Proposal): boolean {
  const { vote, nullifications, justify, block } = proposal;
  const { header, body } = block;
  const { chain, signatures } = world;
  const proposer = epoch.committee.findIndex((member) => member.account === header.proposer);
  const message = randaoMessage(chain.genesisHash, header.epoch, header.view);
  const isOwn = (certificate: Certificate) => certificate.statement.epoch === epoch.epoch;
  const { parentCertificate: parent } = body;
  const before = parent && (isOwn(parent) ? epoch : epoch.previous);
  return (
    proposer >= 0 &&
    header.bodyRoot === bodyRootOf(body) &&
    isVoteValid(world, epoch, vote) &&
    signatures.verify(validatorsOf(epoch, [proposer]), message, body.reveal) &&
    nullifications.every((certificate) => isCertified(world, epoch, certificate)) &&
    (!justify || isCertified(world, epoch, justify)) &&
    (!parent || (before !== undefined && isCertified(world, before, parent)))
  );
}

export function isVoteValid(world: World, epoch: SimulatedEpoch, vote: Vote): boolean {
  const message = messageOf(world.chain.genesisHash, vote.statement);
  const validators = validatorsOf(epoch, [vote.signer]);
  return validators.length === 1 && world.signatures.verify(validators, message, vote.signature);
}

export interface VotesVerdict {
  signers: number[];
  bad: number[];
  signature: Hex;
}

/** One aggregate check, and bisection when it fails. */
export function checkShares(
  { chain, signatures }: World,
  epoch: SimulatedEpoch,
  statement: Statement,
  votes: readonly Vote[],
  base: VoteBatch | undefined,
): VotesVerdict {
  const message = messageOf(chain.genesisHash, statement);
  const search = bisectVotes(votes);
  let next = search.next();
  while (!next.done) {
    const validators = validatorsOf(
      epoch,
      next.value.map((vote) => vote.signer),
    );
    const sum = signatures.aggregate(next.value.map((vote) => vote.signature));
    next = search.next(sum !== undefined && signatures.verify(validators, message, sum));
  }
  const { passed, bad } = next.value;
  const parts = [...passed.map((vote) => vote.signature), ...(base ? [base.signature] : [])];
  return {
    signers: [...(base?.signers ?? []), ...passed.map((vote) => vote.signer)],
    bad: bad.map((vote) => vote.signer),
    signature: (parts.length > 0 && signatures.aggregate(parts)) || '0x',
  };
}

export function messageOf(genesisHash: Hex, statement: Statement): Uint8Array {
  const message = messages.get(statement) ?? attestMessage(genesisHash, statement);
  messages.set(statement, message);
  return message;
}

function validatorsOf(epoch: SimulatedEpoch, members: readonly number[]): number[] {
  return members.flatMap((member) => epoch.validators[member] ?? []);
}

const messages = new WeakMap<Statement, Uint8Array>();
const certified = new WeakMap<Certificate, { epoch: SimulatedEpoch; isValid: boolean }>();
const proposals = new WeakMap<Proposal, { epoch: SimulatedEpoch; isValid: boolean }>();
