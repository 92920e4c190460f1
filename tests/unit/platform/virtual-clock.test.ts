import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';

describe('virtual clock', () => {
  it('runs timers that timers set, at their times', () => {
    const clock = createVirtualClock();
    const times: number[] = [];
    const tick = () => {
      times.push(clock.monotonicMs());
      if (times.length < 3) clock.after(10, tick);
    };
    clock.after(10, tick);
    clock.advance(25);
    expect(times).toEqual([10, 20]);
    expect(clock.nextTimerMs()).toBe(30);
    clock.advance(5);
    expect(times).toEqual([10, 20, 30]);
    expect(clock.nextTimerMs()).toBeUndefined();
  });

  it('freezes: time passes, timers wait and then see how late it is', () => {
    const clock = createVirtualClock({ monotonicMs: 5, wallMs: 1000 });
    const seen: number[] = [];
    clock.after(10, () => seen.push(clock.monotonicMs()));
    clock.freeze(60_000);
    expect(seen).toEqual([]);
    clock.advance(1);
    expect(seen).toEqual([60_005]);
    expect([clock.monotonicMs(), clock.wallMs()]).toEqual([60_006, 61_001]);
  });

  it('moves the wall clock alone, in both directions', () => {
    const clock = createVirtualClock({ monotonicMs: 0, wallMs: 1000 });
    clock.jumpWall(-500);
    clock.advance(10);
    expect([clock.monotonicMs(), clock.wallMs()]).toEqual([10, 510]);
  });

  it('lets promises settle between timers', async () => {
    const clock = createVirtualClock();
    const order: string[] = [];
    clock.after(1, () => {
      void Promise.resolve()
        .then(() => undefined)
        .then(() => order.push('promise'));
    });
    clock.after(2, () => order.push('timer'));
    await clock.advanceAsync(2);
    expect(order).toEqual(['promise', 'timer']);
  });
});
