import { assert } from '../../core/assert.ts';
import { GRANT_BURST_MS } from '../../core/module-limits.ts';

/**
 * What a grant may pay: released evenly over the day and kept for an hour, so that a flood eats a
 * trickle. `left` is in units times the milliseconds of a day, in which nothing is rounded.
 */
export interface Budget {
  unitsPerDay: bigint;
  left: bigint;
  /** When so much was left. */
  atMs: number;
}

export const DAY_MS = 86_400_000;

/** Full: an hour of it. */
export function newBudget(unitsPerDay: bigint, nowMs: number): Budget {
  return { unitsPerDay, left: mostOf(unitsPerDay), atMs: nowMs };
}

/** What has been released until now, at most an hour of it. Clocks of nodes may be behind. */
export function budgetAt(budget: Budget, nowMs: number): Budget {
  const { unitsPerDay, atMs } = budget;
  if (nowMs <= atMs) return budget;
  const left = budget.left + unitsPerDay * BigInt(nowMs - atMs);
  return withPace({ unitsPerDay, left, atMs: nowMs }, unitsPerDay, nowMs);
}

/** Whole units that may be paid now. */
export function unitsLeft(budget: Budget, nowMs: number): bigint {
  return budgetAt(budget, nowMs).left / BigInt(DAY_MS);
}

export function takeUnits(budget: Budget, units: bigint, nowMs: number): Budget {
  const now = budgetAt(budget, nowMs);
  const left = now.left - units * BigInt(DAY_MS);
  assert(left >= 0n, 'no more units are paid than are left');
  return { ...now, left };
}

/** The same with another pace; what is left stays, unless it is more than the new one may keep. */
export function withPace(budget: Budget, unitsPerDay: bigint, nowMs: number): Budget {
  const { left, atMs } = budgetAt(budget, nowMs);
  const most = mostOf(unitsPerDay);
  const isMore = left > most;
  return { unitsPerDay, left: isMore ? most : left, atMs };
}

/** When so many units will be left if nothing is paid meanwhile; never, for more than it keeps. */
export function readyAtMs(budget: Budget, units: bigint, nowMs: number): number | undefined {
  const now = budgetAt(budget, nowMs);
  const wanted = units * BigInt(DAY_MS);
  if (wanted > mostOf(now.unitsPerDay)) return undefined;
  if (wanted <= now.left) return now.atMs;
  return now.atMs + Number((wanted - now.left + now.unitsPerDay - 1n) / now.unitsPerDay);
}

/** The number of a day in UTC. */
export function dayOf(timestampMs: number): bigint {
  return BigInt(Math.floor(timestampMs / DAY_MS));
}

export function nextDayMs(timestampMs: number): number {
  return (Number(dayOf(timestampMs)) + 1) * DAY_MS;
}

function mostOf(unitsPerDay: bigint): bigint {
  return unitsPerDay * BigInt(GRANT_BURST_MS);
}
