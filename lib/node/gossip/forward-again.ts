import { FORWARD_AGAIN_MS, MAX_FORWARDED_REMEMBERED } from '../../core/limits.ts';
import type { Clock } from '../ports.ts';

/**
 * Whether a repeated message may be forwarded once more: once a second. Without it, what is sent
 * again because it was lost would die at the first neighbour that knows it. Beyond `most` messages
 * the oldest is forgotten, and may be forwarded at once.
 */
export function createForwardAgain(clock: Clock, most = MAX_FORWARDED_REMEMBERED) {
  const forwarded = new Map<string, number>();
  return function mayForward(key: string): boolean {
    const nowMs = clock.monotonicMs();
    const last = forwarded.get(key);
    if (last !== undefined && nowMs < last + FORWARD_AGAIN_MS) return false;
    forwarded.delete(key);
    forwarded.set(key, nowMs);
    if (forwarded.size > most) {
      forwarded.delete(forwarded.keys().next().value as string);
    }
    return true;
  };
}
