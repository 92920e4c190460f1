import { CLOCK_JUMP_MS, CLOCK_WATCH_MS } from '../core/limits.ts';
import type { Clock } from './ports.ts';

/**
 * Calls when either clock jumped: the tab was frozen, the machine slept, or the wall clock was set.
 * The result stops watching.
 */
export function watchClocks(clock: Clock, onJump: (gapMs: number) => void): () => void {
  let monotonicMs = clock.monotonicMs();
  let wallMs = clock.wallMs();
  let cancel = () => {};

  function look(): void {
    const passedMs = clock.monotonicMs() - monotonicMs;
    const wallPassedMs = clock.wallMs() - wallMs;
    monotonicMs += passedMs;
    wallMs += wallPassedMs;
    cancel = clock.after(CLOCK_WATCH_MS, look);
    const gapMs = Math.max(
      passedMs - CLOCK_WATCH_MS,
      wallPassedMs - CLOCK_WATCH_MS,
      passedMs - wallPassedMs,
    );
    if (gapMs > CLOCK_JUMP_MS) onJump(gapMs);
  }

  cancel = clock.after(CLOCK_WATCH_MS, look);
  return () => cancel();
}
