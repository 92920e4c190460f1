import type { EngineState } from '../../../lib/consensus/state.ts';
import type { ConsensusEvent } from '../../../lib/consensus/types.ts';
import type { Counters } from '../counters.ts';
import type { Invariant, StepResult } from './watcher.ts';

/** Counts what honest engines do, rule by rule, from what a step shows. */
export function createRuleCounts(counters: Counters, isHonest: (p: number) => boolean): Invariant {
  return {
    stepped: (process, before, event, result) => {
      if (isHonest(process)) count(counters, before, event, result);
    },
  };
}

function count(
  counters: Counters,
  before: EngineState,
  event: ConsensusEvent,
  { state, effects }: StepResult,
): void {
  if (event.type !== 'start' && state.view > before.view) counters.add('rule/enter');
  if (before.armedAt === undefined && state.armedAt !== undefined) counters.add('rule/arm');
  let isPersisted = false;
  for (const effect of effects) {
    switch (effect.type) {
      case 'verify-votes':
        counters.add('rule/assemble');
        break;
      case 'finalized':
        counters.add('rule/finalizeChain');
        break;
      case 'build':
        counters.add('rule/propose');
        break;
      case 'persist': {
        isPersisted = true;
        const last = effect.records.at(-1);
        if (last?.type === 'vote') counters.add(VOTING_RULES[last.vote.statement.kind]);
        if (last?.type === 'proposal' && last.proposal.justify) counters.add('chain/re-proposal');
        break;
      }
      case 'broadcast':
        if (event.type === 'tick' && !isPersisted) counters.add('rule/retry');
        break;
    }
  }
}

const VOTING_RULES = { 1: 'rule/notarize', 2: 'rule/nullify', 3: 'rule/voteFinalize' } as const;
