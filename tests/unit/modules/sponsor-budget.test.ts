import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  GRANT_BURST_MS,
  MAX_GRANT_UNITS_PER_DAY,
  MIN_GRANT_UNITS_PER_DAY,
} from '../../../lib/core/module-limits.ts';
import {
  budgetAt,
  DAY_MS,
  dayOf,
  newBudget,
  nextDayMs,
  readyAtMs,
  takeUnits,
  unitsLeft,
  withPace,
} from '../../../lib/modules/sponsor/budget.ts';
import { codeOf, START_MS } from './sponsor-world.ts';

const pace = fc.bigInt({ min: MIN_GRANT_UNITS_PER_DAY, max: MAX_GRANT_UNITS_PER_DAY });
const pauses = fc.array(fc.nat({ max: DAY_MS }), { minLength: 1, maxLength: 20 });

describe('the budget of a grant', () => {
  it('holds an hour of the day from the start and never more', () => {
    const budget = newBudget(240_000n, START_MS);
    expect(unitsLeft(budget, START_MS)).toBe(10_000n);
    expect(unitsLeft(budget, START_MS + 100 * DAY_MS)).toBe(10_000n);
    expect(codeOf(() => takeUnits(budget, 10_001n, START_MS))).toBe('internal/assertion');
  });

  it('is released evenly: nothing is lost between two looks', () => {
    fc.assert(
      fc.property(pace, pauses, (unitsPerDay, steps) => {
        const empty = { unitsPerDay, left: 0n, atMs: START_MS };
        let nowMs = START_MS;
        let budget = empty;
        for (const step of steps) {
          nowMs += step;
          budget = budgetAt(budget, nowMs);
        }
        expect(budget).toEqual(budgetAt(empty, nowMs));
      }),
    );
  });

  it('pays at most its day and an hour in any day, however it is taken', () => {
    fc.assert(
      fc.property(pace, pauses, (unitsPerDay, steps) => {
        let budget = newBudget(unitsPerDay, START_MS);
        let nowMs = START_MS;
        let taken = 0n;
        for (const step of steps) {
          nowMs += Math.floor(step / steps.length);
          const units = unitsLeft(budget, nowMs);
          budget = takeUnits(budget, units, nowMs);
          taken += units;
        }
        const hour = unitsPerDay / 24n;
        expect(taken).toBeLessThanOrEqual(unitsPerDay + hour + 1n);
        expect(taken).toBeGreaterThanOrEqual(hour);
      }),
    );
  });

  it('says when enough will be there, to the millisecond', () => {
    fc.assert(
      fc.property(pace, fc.bigInt({ min: 1n, max: 1_000n }), (unitsPerDay, units) => {
        const budget = takeUnits(
          newBudget(unitsPerDay, START_MS),
          unitsLeft(newBudget(unitsPerDay, START_MS), START_MS),
          START_MS,
        );
        const readyMs = readyAtMs(budget, units, START_MS) as number;
        expect(unitsLeft(budget, readyMs)).toBeGreaterThanOrEqual(units);
        if (readyMs > START_MS) expect(unitsLeft(budget, readyMs - 1)).toBeLessThan(units);
      }),
    );
    const budget = newBudget(240_000n, START_MS);
    expect(readyAtMs(budget, 10_001n, START_MS)).toBeUndefined();
    expect(readyAtMs(budget, 10_000n, START_MS)).toBe(START_MS);
  });

  it('is not changed by a clock that is behind, and keeps less at a slower pace', () => {
    const budget = takeUnits(newBudget(240_000n, START_MS), 4_000n, START_MS);
    expect(unitsLeft(budget, START_MS - GRANT_BURST_MS)).toBe(6_000n);
    expect(unitsLeft(withPace(budget, 24_000n, START_MS), START_MS)).toBe(1_000n);
    expect(unitsLeft(withPace(budget, 2_400_000n, START_MS), START_MS)).toBe(6_000n);
  });

  it('counts days in UTC', () => {
    expect([0, DAY_MS - 1, DAY_MS].map(dayOf)).toEqual([0n, 0n, 1n]);
    expect([0, DAY_MS - 1, DAY_MS].map(nextDayMs)).toEqual([DAY_MS, DAY_MS, 2 * DAY_MS]);
  });
});
