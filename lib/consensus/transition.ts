import { leaderIndex } from '../chain/committee.ts';
import { assert } from '../core/assert.ts';
import type { Hash } from '../core/bytes.ts';
import {
  CONSENSUS_REQUEST_INTERVAL_MS,
  MAX_OPEN_VIEWS,
  MAX_RECENT_ACTIONS,
} from '../core/limits.ts';
import { replaceTally, type Tally } from './collector.ts';
import type { BlockEntry, EngineState } from './state.ts';
import type { ConsensusEffect, Times } from './types.ts';
import { createViewRecord, type ViewRecord } from './view.ts';

/**
 * One step in the making: a private copy of the state, and the effects so far. Maps and records are
 * copied when first changed, so the state before the step stays as it was.
 */
export interface Transition extends Times {
  readonly state: Mutable<EngineState>;
  readonly effects: ConsensusEffect[];
  /** Earliest time at which a rule that waits for the clock may fire. */
  wakeAt: number | undefined;
  readonly owned: { views: boolean; blocks: boolean };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export function beginTransition(state: EngineState, { now, wall }: Times): Transition {
  return {
    now,
    wall,
    state: { ...state },
    effects: [],
    wakeAt: undefined,
    owned: { views: false, blocks: false },
  };
}

/** The record of a view above what is settled, created on first use. */
export function viewRecord(t: Transition, view: bigint): ViewRecord {
  return t.state.views.get(view) ?? changeView(t, view, {});
}

export function currentRecord(t: Transition): ViewRecord {
  return viewRecord(t, t.state.view);
}

export function changeView(t: Transition, view: bigint, change: Partial<ViewRecord>): ViewRecord {
  const { committee, seed } = t.state.config;
  const views = ownViews(t);
  const before = views.get(view) ?? createViewRecord(view, leaderIndex(committee, seed, view));
  const after = { ...before, ...change };
  views.set(view, after);
  assert(views.size <= MAX_OPEN_VIEWS, 'views above the floor stay within their bound');
  return after;
}

/** Puts a tally in its place; that of the floor's view is beside the floor. */
export function changeTally(t: Transition, tally: Tally): void {
  const { floor } = t.state;
  const { view } = tally.statement;
  if (view === floor.view) {
    t.state.floor = { ...floor, tallies: replaceTally(floor.tallies, tally) };
  } else {
    changeView(t, view, { tallies: replaceTally(viewRecord(t, view).tallies, tally) });
  }
}

export function dropViews(t: Transition, isOver: (view: bigint) => boolean): void {
  const over = [...t.state.views.keys()].filter(isOver);
  const views = ownViews(t);
  for (const view of over) views.delete(view);
}

export function changeBlock(t: Transition, entry: BlockEntry): void {
  ownBlocks(t).set(entry.hash, entry);
}

export function dropBlocks(t: Transition, hashes: readonly Hash[]): void {
  const blocks = ownBlocks(t);
  for (const hash of hashes) blocks.delete(hash);
}

/** Asks to be stepped again at `at`, if nothing happens before. */
export function wake(t: Transition, at: number): void {
  if (at > t.now && (t.wakeAt === undefined || at < t.wakeAt)) t.wakeAt = at;
}

/** False when the same was done within the last second; remembers it otherwise. */
export function claimTurn(t: Transition, key: string): boolean {
  const last = t.state.recent.get(key);
  if (last !== undefined && t.now < last + CONSENSUS_REQUEST_INTERVAL_MS) return false;
  const recent = new Map<string, number>();
  for (const [other, at] of t.state.recent) {
    if (t.now < at + CONSENSUS_REQUEST_INTERVAL_MS) recent.set(other, at);
  }
  if (recent.size >= MAX_RECENT_ACTIONS) return false;
  recent.set(key, t.now);
  t.state.recent = recent;
  return true;
}

/**
 * Something that must not be repeated more than once a second, but must not be forgotten either.
 */
export function request(t: Transition, key: string, effect: ConsensusEffect): void {
  if (claimTurn(t, key)) t.effects.push(effect);
  wake(t, (t.state.recent.get(key) ?? t.now) + CONSENSUS_REQUEST_INTERVAL_MS);
}

/** Stops for good: safety is broken, or going on could break it. */
export function halt(t: Transition, reason: string): void {
  if (t.state.phase === 'halted') return;
  t.state.phase = 'halted';
  t.effects.push({ type: 'halt', reason });
}

function ownViews(t: Transition): Map<bigint, ViewRecord> {
  if (!t.owned.views) {
    t.state.views = new Map(t.state.views);
    t.owned.views = true;
  }
  return t.state.views as Map<bigint, ViewRecord>;
}

function ownBlocks(t: Transition): Map<Hash, BlockEntry> {
  if (!t.owned.blocks) {
    t.state.blocks = new Map(t.state.blocks);
    t.owned.blocks = true;
  }
  return t.state.blocks as Map<Hash, BlockEntry>;
}
