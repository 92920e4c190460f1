import { errorObjectFrom } from '../core/errors.ts';
import { RETRY_VERIFICATION_MS } from '../core/limits.ts';
import type { Clock } from './ports.ts';

/**
 * Threads that verify may fail for a while, which is no reason to stop: asks until there is an
 * answer. Undefined when whoever asks has stopped meanwhile.
 */
export async function untilVerified<Answer>(
  ask: () => Promise<Answer>,
  { clock, isStopped }: { clock: Clock; isStopped: () => boolean },
): Promise<Answer | undefined> {
  while (!isStopped()) {
    try {
      return await ask();
    } catch (thrown) {
      if (!errorObjectFrom(thrown).code.startsWith('signatures/')) throw thrown;
      await new Promise<void>((resolve) => clock.after(RETRY_VERIFICATION_MS, resolve));
    }
  }
  return undefined;
}
