import { type Body, bodyRootOf } from '../../chain/block.ts';
import type { Certificate } from '../../chain/certificate.ts';
import type { Header } from '../../chain/header.ts';
import { attestMessage, randaoMessage } from '../../chain/statement.ts';
import type { EpochConfig, Proposal } from '../../consensus/types.ts';
import type { AggregateCheck } from '../ports.ts';
import type { VerifiedCertificates } from './verified-certificates.ts';

/**
 * All signatures of a proposal: its vote, its certificates, and those inside its block. The vote is
 * over the header alone, so the body has to be the one that the header commits to.
 */
export async function verifyProposal(
  proposal: Proposal,
  config: EpochConfig,
  certificates: VerifiedCertificates,
): Promise<boolean> {
  const { block, vote, nullifications, justify } = proposal;
  const leader = config.committee[vote.signer];
  const reveal = checkOfReveal(block, config);
  if (!leader || !reveal || bodyRootOf(block.body) !== block.header.bodyRoot) return false;
  const voteCheck: AggregateCheck = {
    keys: [leader.blsKey],
    message: attestMessage(config.genesisHash, vote.statement),
    signature: vote.signature,
  };
  // The root's certificate is of the committee before; it is checked with the block's validity.
  const parents = certificatesOfBody(block.body).filter(isOfEpoch(config));
  const all = [...nullifications, ...parents, ...(justify ? [justify] : [])];
  return certificates.verify(all, [voteCheck, reveal]);
}

/** Undefined when the proposer is no member. */
export function checkOfReveal(
  { header, body }: { header: Header; body: Body },
  { genesisHash, committee }: EpochConfig,
): AggregateCheck | undefined {
  const proposer = committee.find((member) => member.account === header.proposer);
  return (
    proposer && {
      keys: [proposer.blsKey],
      message: randaoMessage(genesisHash, header.epoch, header.view),
      signature: body.reveal,
    }
  );
}

export function certificatesOfBody({ parentCertificate }: Body) {
  return parentCertificate ? [parentCertificate] : [];
}

function isOfEpoch({ epoch }: EpochConfig) {
  return ({ statement }: Certificate) => statement.epoch === epoch;
}
