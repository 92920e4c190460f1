import { createVerifyPool, type VerifyPool } from './verify-pool.ts';
import type { VerifyQueueOptions } from './verify-queue.ts';
import type { LostWorker, SuppliedWorker } from './verify-workers.ts';

/**
 * A pool over the workers that the page starts, and starts anew when they are lost. It is there
 * when the page has told of the first one: a job submitted before that would load the libraries
 * into this thread.
 */
export async function openSuppliedVerifyPool(
  supply: MessagePort,
  options: Omit<VerifyQueueOptions, 'onWorkerLost'>,
): Promise<VerifyPool> {
  const ports = new Map<number, MessagePort>();
  const pool = createVerifyPool({
    ...options,
    onWorkerLost: (_, lost) => {
      for (const [id, port] of ports) {
        if (port === lost) supply.postMessage({ lost: id } satisfies LostWorker);
      }
    },
  });

  await new Promise<void>((toldOfFirst) => {
    supply.addEventListener('message', ({ data }: MessageEvent<SuppliedWorker>) => {
      const dead = ports.get(data.id);
      if (data.port) {
        ports.set(data.id, data.port);
        pool.addWorker(data.port);
      } else if (dead) {
        ports.delete(data.id);
        pool.dropWorker(dead);
      }
      toldOfFirst();
    });
    supply.start();
  });
  return pool;
}
