import type { EngineState } from '../../../lib/consensus/state.ts';
import type { Proposal } from '../../../lib/consensus/types.ts';
import { hashOnce } from '../hash-once.ts';
import { isBoundary } from '../simulated-chain.ts';
import type { Certified } from './certified.ts';
import type { ChainFacts } from './chain-facts.ts';
import { fail, type Invariant } from './watcher.ts';

/**
 * I1: what an engine holds as the proposal of a view is what the leader of that view signed.
 * I6: no honest leader proposes over a view that is not nullified, nor what it built for another
 * view.
 */
export function createLeadersProposals(facts: ChainFacts, certified: Certified): Invariant {
  return {
    stepped: (process, before, event, { state }) => {
      if (event.type !== 'proposal' || !facts.isHonest(process)) return;
      const { proposal } = event;
      if (isTaken(before, state, proposal)) assertAuthentic(facts, process, proposal);
    },
    sent: (process, message) => {
      if (message.type === 'proposal' && facts.isHonest(process)) {
        assertBased(certified, process, message.proposal);
      }
    },
  };
}

function isTaken(before: EngineState, after: EngineState, { view }: Proposal): boolean {
  const held = after.views.get(view)?.proposal;
  return held !== undefined && held !== before.views.get(view)?.proposal;
}

function assertAuthentic(
  facts: ChainFacts,
  process: number,
  { view, block, vote, justify }: Proposal,
): void {
  const { kind, epoch, view: voted, digest } = vote.statement;
  const { header } = block;
  const term = facts.termOf(epoch) ?? fail('I12', 'unknown-epoch', `${epoch}`);
  const wrong = (what: string) => fail('I1', `proposal-of-another-${what}`, `${process} ${view}`);
  if (kind !== NOTARIZE || voted !== view) wrong('view');
  if (term.members[vote.signer]?.validator !== facts.leaderOf(term, view)) wrong('leader');
  if (digest !== hashOnce(header)) wrong('block');
  if (header.epoch !== epoch) wrong('epoch');
  if (justify ? !isBoundary(header) || header.view >= view : header.view !== view) wrong('view');
  if (justify && justify.statement.digest !== digest) wrong('justification');
}

function assertBased(certified: Certified, process: number, proposal: Proposal): void {
  const { view, block, justify, vote } = proposal;
  const { epoch } = vote.statement;
  const { header, body } = block;
  const { parentCertificate: parent } = body;
  if (!justify && header.view !== view) fail('I6', 'late-block', `${process} view ${view}`);
  if (!justify && parent && parent.statement.digest !== header.parentHash) {
    fail('I6', 'wrong-base', `${process} view ${view}`);
  }
  const isHere = parent?.statement.epoch === epoch;
  const base = justify?.statement.view ?? (isHere ? parent.statement.view : 0n);
  const shown = new Set(proposal.nullifications.map(({ statement }) => statement.view));
  for (let at = base + 1n; at < view; at++) {
    const isShown = shown.has(at) || at < view - MAX_SHOWN;
    if (!isShown) fail('I6', 'gap-not-shown', `${process} at ${at}`);
    if (!certified.has(NULLIFY, epoch, at)) fail('I6', 'proposal-over-gap', `${process} at ${at}`);
  }
}

const NOTARIZE = 1;
const NULLIFY = 2;
const MAX_SHOWN = 256n;
