import type { Certificate } from '../../../lib/chain/certificate.ts';
import type { EngineState } from '../../../lib/consensus/state.ts';
import type { ConsensusEvent, Vote } from '../../../lib/consensus/types.ts';
import type { Counters } from '../counters.ts';
import { bitsOf, type ChainFacts } from './chain-facts.ts';
import { voteIn } from './messages.ts';
import { fail, type Invariant, type StepResult } from './watcher.ts';

/**
 * I9: evidence never names an honest member, and whoever says two things that exclude each other to
 * an honest process is reported by it.
 */
export function createReportedEvidence(facts: ChainFacts, counters: Counters): Invariant {
  /** What each process was told, by epoch, view and validator: a digest for each kind. */
  const told = new Map<number, Map<string, Map<number, string>>>();
  const reported = new Map<number, Set<string>>();

  const report = (process: number, { effects }: StepResult) => {
    for (const effect of effects) {
      if (effect.type !== 'evidence') continue;
      const { epoch, view } = effect.first.statement;
      const keys = reported.get(process) ?? new Set<string>();
      reported.set(process, keys);
      for (const validator of guiltyOf(facts, effect.first, effect.second)) {
        keys.add(`${epoch}/${view}/${validator}`);
      }
    }
  };

  const tell = (process: number, before: EngineState, vote: Vote) => {
    const { epoch, view, kind, digest } = vote.statement;
    const validator = facts.termOf(epoch)?.members[vote.signer]?.validator;
    if (validator === undefined || !isInWindow(before, vote)) return;
    const heard = told.get(process) ?? new Map<string, Map<number, string>>();
    told.set(process, heard);
    const key = `${epoch}/${view}/${validator}`;
    const said = heard.get(key) ?? new Map<number, string>();
    heard.set(key, said);
    const other = said.get(kind);
    const opposite = kind === NULLIFY ? FINALIZE : kind === FINALIZE ? NULLIFY : 0;
    const isPair = (other !== undefined && other !== digest) || said.has(opposite);
    if (other === undefined) said.set(kind, digest);
    if (!isPair || reported.get(process)?.has(key)) return;
    if (!facts.isSigned(vote.statement, [validator], vote.signature)) return;
    fail('I9', 'equivocation-unreported', `${process} about ${key}`);
  };

  return {
    stepped: (process, before, event, result) => {
      if (!facts.isHonest(process)) return;
      report(process, result);
      const vote = voteOfEvent(before, event);
      const isOwn = vote?.signer === before.config.self?.index;
      if (vote && !isOwn && before.phase === 'running') tell(process, before, vote);
    },
    restarted: (process) => {
      told.delete(process);
      reported.delete(process);
    },
    evidence: (process, first, second) => {
      if (!facts.isHonest(process)) return;
      counters.add('evidence/reported');
      const honest = guiltyOf(facts, first, second).find((validator) => facts.isHonest(validator));
      if (honest !== undefined) fail('I9', 'honest-accused', `${honest} by ${process}`);
    },
  };
}

/** A proposal shows a vote as well, if it is not put aside as too far ahead. */
function voteOfEvent({ view }: EngineState, event: ConsensusEvent): Vote | undefined {
  if (event.type === 'vote') return event.vote;
  const isTaken = event.type === 'proposal' && event.proposal.view <= view + 1n;
  return isTaken ? voteIn(event) : undefined;
}

/** The views that a node must listen to; above what it has settled, and not of muted authors. */
function isInWindow(state: EngineState, { statement, signer }: Vote): boolean {
  const { view } = statement;
  const isNear = view + 64n >= state.view && view <= state.view + 4n;
  const isMuted = state.view < (state.mutedUntil[signer] ?? 0n);
  return isNear && !isMuted && view > state.floor.view && view >= state.settled;
}

function guiltyOf(facts: ChainFacts, first: Certificate, second: Certificate): number[] {
  const members = facts.termOf(first.statement.epoch)?.members ?? [];
  const others = bitsOf(second.signers);
  const both = bitsOf(first.signers).filter((bit) => others.includes(bit));
  return both.flatMap((bit) => members[bit]?.validator ?? []);
}

const NULLIFY = 2;
const FINALIZE = 3;
