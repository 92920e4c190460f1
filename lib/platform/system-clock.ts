import type { Clock } from '../node/ports.ts';

/** The clocks and timers of the process; the same functions exist in browsers and in Node.js. */
export function createSystemClock(): Clock {
  return {
    monotonicMs: () => Math.floor(performance.now()),
    wallMs: () => Date.now(),
    after(delayMs, callback) {
      const timer = setTimeout(callback, Math.min(Math.max(0, delayMs), MAX_TIMEOUT_MS));
      return () => clearTimeout(timer);
    },
  };
}

/** Timers hold a signed 32-bit count of milliseconds; a larger one would fire at once. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;
