import { INACTIVE_AFTER_VIEWS, MUTE_AUTHOR_VIEWS } from '../core/limits.ts';
import { powerOf } from './collector.ts';
import type { EngineState } from './state.ts';
import type { Transition } from './transition.ts';

/** Notes a sign of life: a vote or a certificate bit of a member. */
export function seeMember(t: Transition, index: number, view: bigint): void {
  if (view > (t.state.lastSeen[index] as bigint)) {
    t.state.lastSeen = replaced(t.state.lastSeen, index, view);
  }
}

/** Nothing seen of a member for long, although a quorum was seen: nobody waits for it. */
export function isInactive(state: EngineState, index: number, view: bigint): boolean {
  const isRecent = (member: number) =>
    view - (state.lastSeen[member] as bigint) <= INACTIVE_AFTER_VIEWS;
  if (isRecent(index)) return false;
  const { committee } = state.config;
  const recent = committee.map((_, member) => member).filter(isRecent);
  return powerOf(recent, committee) >= state.quorum;
}

/** A bad share costs its author attention for a while. */
export function muteMember(t: Transition, index: number): void {
  t.state.mutedUntil = replaced(t.state.mutedUntil, index, t.state.view + MUTE_AUTHOR_VIEWS);
}

export function isMuted(state: EngineState, index: number): boolean {
  return state.view < (state.mutedUntil[index] as bigint);
}

function replaced(values: readonly bigint[], index: number, value: bigint): readonly bigint[] {
  return values.map((old, at) => (at === index ? value : old));
}
