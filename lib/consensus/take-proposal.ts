import { PROPOSAL_WINDOW_AHEAD_VIEWS, VOTE_WINDOW_BEHIND_VIEWS } from '../core/limits.ts';
import { holdBlock } from './blocks.ts';
import { keepCertificate } from './certificates.ts';
import { isWellFormed } from './proposal-form.ts';
import { enter } from './rules.ts';
import { changeView, type Transition, viewRecord } from './transition.ts';
import type { Proposal } from './types.ts';
import { parentCertificateOf } from './view.ts';
import { takeVote } from './votes.ts';

/** Certificates inside a proposal count first: they may open the very view it is about. */
export function takeProposal(t: Transition, proposal: Proposal, peer: string): void {
  const { state } = t;
  const { view, block, vote, justify, nullifications } = proposal;
  if (vote.statement.epoch !== state.config.epoch || view <= state.settled) return;
  if (!isWellFormed(state.config, proposal)) {
    t.effects.push({ type: 'penalise', peer, reason: 'malformed-proposal' });
    return;
  }
  const hash = vote.statement.digest;
  if (block.body.parentCertificate) keepCertificate(t, block.body.parentCertificate);
  if (justify) keepCertificate(t, justify);
  for (const nullification of nullifications) keepCertificate(t, nullification);
  enter(t);
  if (view <= state.settled || view < state.view - VOTE_WINDOW_BEHIND_VIEWS) return;
  if (view > state.view + PROPOSAL_WINDOW_AHEAD_VIEWS) return;
  const record = viewRecord(t, view);
  takeVote(t, vote);
  const certified = parentCertificateOf(record)?.statement.digest;
  if (certified === hash || justify) holdBlock(t, block, hash);
  if (view < state.view || record.proposal?.hash === hash) return;
  if (record.proposal) {
    changeView(t, view, { equivocated: true });
    return;
  }
  holdBlock(t, block, hash);
  changeView(t, view, { proposal: { content: proposal, hash } });
}
