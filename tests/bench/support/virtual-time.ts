import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../lib/node/ports.ts';
import { createEventQueue } from '../../simulation/event-queue.ts';

/** Time that costs nothing but the work done in it. */
export interface VirtualTime {
  readonly clock: Clock;
  /** Runs everything that is due in the next `forMs`, and lets promises settle in between. */
  pass(forMs: number): Promise<void>;
}

export function createVirtualTime(startWallMs: number): VirtualTime {
  const queue = createEventQueue();
  return {
    clock: {
      monotonicMs: queue.now,
      wallMs: () => Math.floor(startWallMs + queue.now()),
      after(delayMs, callback) {
        let isCancelled = false;
        queue.schedule(queue.now() + Math.max(0, delayMs), () => {
          if (!isCancelled) callback();
        });
        return () => {
          isCancelled = true;
        };
      },
    },
    async pass(forMs) {
      const untilMs = queue.now() + forMs;
      await setImmediate();
      while (queue.now() < untilMs) {
        queue.runUntil(untilMs, () => true);
        await setImmediate();
      }
    },
  };
}
