import type { Certificate } from '../chain/certificate.ts';
import { NULLIFY } from '../chain/statement.ts';
import { DELTA_MS, HEARTBEAT_MS } from '../core/limits.ts';
import { tallyPower } from './collector.ts';
import { isLastOfEpoch } from './epoch.ts';
import { isJustified } from './justification.ts';
import { isInactive } from './members.ts';
import { highestNotarization } from './read-state.ts';
import type { EngineState } from './state.ts';
import { currentRecord, type Transition, wake } from './transition.ts';

/** D: the assumed bound on delay, longer after each failed view of an active leader. */
export function deltaMs(state: EngineState): number {
  return DELTA_MS[Math.min(state.backOff, DELTA_MS.length - 1)] as number;
}

/** Until when the current view waits for a justified proposal, and for its own end. */
export function deadlinesOf(t: Transition, armedAt: number): { proposal: number; view: number } {
  const { state } = t;
  const begin = Math.max(armedAt, state.enteredAt + state.config.minBlockMs);
  const proposal = begin + 2 * deltaMs(state);
  const view = proposal + 2 * deltaMs(state);
  const record = currentRecord(t);
  const isAbsent = isInactive(state, record.leader, state.view) && !isJustified(t, record);
  return { proposal: isAbsent ? armedAt : proposal, view };
}

/**
 * Whether there is a reason to make progress in the current view. When the boundary is notarized,
 * only what helps to make it final counts: nothing can be put into a block of this epoch any more.
 * What is waited for is as long for all, since a leader whose views failed more often than another
 * member's would begin after that member gave up.
 */
export function hasWork(t: Transition): boolean {
  const { state, now } = t;
  const record = currentRecord(t);
  const notarization = highestNotarization(state);
  const isLast = notarization !== undefined && isBoundaryHeld(state, notarization);
  if (record.proposal || (state.workPending && !isLast)) return true;
  const nullify = record.tallies.find((tally) => tally.statement.kind === NULLIFY);
  if (nullify && tallyPower(nullify, state.config.committee) >= state.witness) return true;
  const waitMs = [...(notarization ? [2 * DELTA_MS[0]] : []), ...(isLast ? [] : [HEARTBEAT_MS])];
  const waitsUntil = state.enteredAt + Math.min(...waitMs);
  wake(t, waitsUntil);
  return now >= waitsUntil;
}

function isBoundaryHeld({ config, blocks }: EngineState, { statement }: Certificate): boolean {
  const block = blocks.get(statement.digest)?.block;
  return block !== undefined && isLastOfEpoch(config, block.header);
}
