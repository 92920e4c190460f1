import type { EngineState } from '../../../lib/consensus/state.ts';
import type { ConsensusEvent } from '../../../lib/consensus/types.ts';
import type { Term } from './chain-facts.ts';
import { fail } from './watcher.ts';

interface Step {
  process: number;
  before: EngineState;
  event: ConsensusEvent;
  state: EngineState;
}

/**
 * The assumed delay grows with a view that an active leader failed, and shrinks with a final. One
 * event can do both, in either order, and bring the leader's first sign of life besides.
 */
export function assertBacksOff(
  { process, before, state, event }: Step,
  term: Term | undefined,
): void {
  if (event.type === 'start' || state.view > before.view + 1n) return;
  const isRaised = state.floor.view > before.floor.view;
  if (!isRaised && !term) return;
  const isEntered = state.view === before.view + 1n;
  const isNullified = isEntered && state.entry?.statement.kind === NULLIFY;
  const leader = state.views.get(before.view)?.leader ?? 0;
  const isAbsent = (lastSeen: readonly bigint[]) =>
    term !== undefined && isInactive(lastSeen, leader, before.view, term);
  const unseen = state.lastSeen.map(
    (seen, at) => (at === leader ? before.lastSeen[at] : seen) ?? 0n,
  );
  const kept = isRaised ? 0 : before.backOff;
  const grown = Math.min(kept + 1, MAX_BACK_OFF);
  const mayGrow = isNullified && !(isAbsent(before.lastSeen) && isAbsent(state.lastSeen));
  const mayStay = isRaised || !isNullified || isAbsent(unseen);
  const isRight = (mayGrow && state.backOff === grown) || (mayStay && state.backOff === kept);
  if (!isRight) fail('conduct', 'back-off', `${process}: ${state.backOff}`);
}

/** Unseen for more than four views in which a quorum was seen. */
export function isInactive(
  lastSeen: readonly bigint[],
  member: number,
  view: bigint,
  term: Term,
): boolean {
  const isRecent = (index: number) => view - (lastSeen[index] ?? 0n) <= INACTIVE_VIEWS;
  const recent = term.members.filter((_, index) => isRecent(index));
  const power = recent.reduce((sum, one) => sum + one.power, 0);
  return !isRecent(member) && power * 3 > term.total * 2;
}

const NULLIFY = 2;
const INACTIVE_VIEWS = 4n;
const MAX_BACK_OFF = 8;
