import { hashOfBlock } from '../chain/block.ts';
import { leaderIndex } from '../chain/committee.ts';
import { NOTARIZE, NULLIFY } from '../chain/statement.ts';
import { MAX_NULLIFICATIONS_PER_PROPOSAL } from '../core/limits.ts';
import type { EpochConfig, Proposal } from './types.ts';

/** Whether the parts of a proposal belong together: what depends on nothing but the committee. */
export function isWellFormed(config: EpochConfig, proposal: Proposal): boolean {
  const { epoch, genesisHash, committee, seed } = config;
  const { view, block, vote, nullifications } = proposal;
  const { header } = block;
  const { statement, signer } = vote;
  const leader = leaderIndex(committee, seed, view);
  return (
    header.genesisHash === genesisHash &&
    header.epoch === epoch &&
    header.view === view &&
    header.proposer === committee[leader]?.account &&
    statement.kind === NOTARIZE &&
    statement.epoch === epoch &&
    statement.view === view &&
    signer === leader &&
    proposal.justify === undefined &&
    nullifications.length <= MAX_NULLIFICATIONS_PER_PROPOSAL &&
    nullifications.every((certificate, i) => {
      const { kind, view: skipped } = certificate.statement;
      const before = nullifications[i - 1]?.statement.view ?? 0n;
      return kind === NULLIFY && skipped > before && skipped < view;
    }) &&
    statement.digest === hashOfBlock(block)
  );
}
