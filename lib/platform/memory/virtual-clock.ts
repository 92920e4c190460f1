import type { Clock } from '../../node/ports.ts';

/** A clock that moves only when told, so that tests of hours take milliseconds. */
export interface VirtualClock extends Clock {
  /** Moves both clocks and runs due timers at their times, in order, ties by age. */
  advance(byMs: number): void;
  /** As `advance`, and lets promises settle after each timer. */
  advanceAsync(byMs: number): Promise<void>;
  /** A frozen tab: both clocks move, no timer runs until the next `advance`. */
  freeze(byMs: number): void;
  /** Only the wall clock moves: a corrected clock, or a slept machine that stopped the other. */
  jumpWall(byMs: number): void;
  /** Monotonic time of the next timer. */
  nextTimerMs(): number | undefined;
}

interface Timer {
  atMs: number;
  order: number;
  callback: () => void;
}

export function createVirtualClock({ monotonicMs = 0, wallMs = 1_700_000_000_000 } = {}) {
  const timers = new Set<Timer>();
  let now = monotonicMs;
  let wall = wallMs;
  let order = 0;

  function moveTo(atMs: number) {
    wall += atMs - now;
    now = atMs;
  }

  function next(untilMs = Number.POSITIVE_INFINITY): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.atMs > untilMs) continue;
      if (!first || timer.atMs < first.atMs) first = timer;
      else if (timer.atMs === first.atMs && timer.order < first.order) first = timer;
    }
    return first;
  }

  function run(timer: Timer) {
    timers.delete(timer);
    if (timer.atMs > now) moveTo(timer.atMs);
    timer.callback();
  }

  const clock: VirtualClock = {
    monotonicMs: () => now,
    wallMs: () => wall,
    after(delayMs, callback) {
      const timer = { atMs: now + Math.max(0, delayMs), order: order++, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(byMs) {
      const untilMs = now + byMs;
      for (let timer = next(untilMs); timer; timer = next(untilMs)) run(timer);
      moveTo(untilMs);
    },
    async advanceAsync(byMs) {
      const untilMs = now + byMs;
      await settle();
      for (let timer = next(untilMs); timer; timer = next(untilMs)) {
        run(timer);
        await settle();
      }
      moveTo(untilMs);
    },
    freeze: (byMs) => moveTo(now + byMs),
    jumpWall(byMs) {
      wall += byMs;
    },
    nextTimerMs: () => next()?.atMs,
  };
  return clock;
}

/** A macrotask would need a real timer; this many microtasks cover chains of as many awaits. */
const SETTLE_TURNS = 256;

async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLE_TURNS; turn++) await undefined;
}
