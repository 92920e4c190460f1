import { hashOfBlock } from '../chain/block.ts';
import { leaderIndex } from '../chain/committee.ts';
import { FINALIZE, NOTARIZE, NULLIFY } from '../chain/statement.ts';
import { MAX_NULLIFICATIONS_PER_PROPOSAL } from '../core/limits.ts';
import { isCertifiable, isLastOfEpoch } from './epoch.ts';
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
    header.proposer === committee[leaderIndex(committee, seed, header.view)]?.account &&
    statement.kind === NOTARIZE &&
    statement.epoch === epoch &&
    statement.view === view &&
    signer === leader &&
    hasRightView(config, proposal) &&
    nullifications.length <= MAX_NULLIFICATIONS_PER_PROPOSAL &&
    nullifications.every((certificate, i) => {
      const { kind, view: skipped } = certificate.statement;
      const before = nullifications[i - 1]?.statement.view ?? 0n;
      return kind === NULLIFY && skipped > before && skipped < view;
    }) &&
    statement.digest === hashOfBlock(block)
  );
}

/**
 * A new block is of the proposal's view. The boundary is proposed again in later views, as it is,
 * and the proposal shows the certificate it got before.
 */
function hasRightView(config: EpochConfig, { view, block, vote, justify }: Proposal): boolean {
  if (!justify) return block.header.view === view;
  const { statement } = justify;
  return (
    isLastOfEpoch(config, block.header) &&
    (statement.kind === NOTARIZE || statement.kind === FINALIZE) &&
    statement.epoch === config.epoch &&
    statement.digest === vote.statement.digest &&
    isCertifiable(config, block.header, statement.view) &&
    statement.view < view
  );
}
