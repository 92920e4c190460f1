import { WORK_SLICE_MS } from '../core/limits.ts';

/**
 * Breathes only when this thread has worked for WORK_SLICE_MS since it last did, so that long work
 * may offer to breathe as often as it likes.
 */
export function paced(breathe: () => Promise<void>): () => Promise<void> {
  let lastMs = performance.now();
  return async () => {
    if (performance.now() - lastMs < WORK_SLICE_MS) return;
    await breathe();
    lastMs = performance.now();
  };
}
