import { MAX_VERIFY_RESTART_DELAY_MS, WORKER_RESTART_DELAY_MS } from '../../core/limits.ts';
import type { Clock } from '../../node/ports.ts';

/** From the page: a worker that was started, with a port to it, or one that died, without. */
export interface SuppliedWorker {
  id: number;
  port?: MessagePort;
}

/** From the node worker: this one hangs or talks nonsense. */
export interface LostWorker {
  lost: number;
}

export interface VerifyWorkersOptions {
  count: number;
  create: () => Pick<Worker, 'addEventListener' | 'postMessage' | 'terminate'>;
  clock: Clock;
}

export interface VerifyWorkers {
  /** For the node worker: tells it of every worker and hears of lost ones. */
  port: MessagePort;
  stop(): void;
}

/**
 * Keeps verify workers running for a node worker. One that dies, by its own error or by the node's
 * word, is ended and another started a little later, each time after twice as long, so that a
 * script that cannot run is not loaded again and again.
 */
export function startVerifyWorkers({ count, create, clock }: VerifyWorkersOptions): VerifyWorkers {
  const { port1: supply, port2 } = new MessageChannel();
  const alive = new Map<number, () => void>();
  const cancels = new Set<() => void>();
  let delayMs: number = WORKER_RESTART_DELAY_MS;
  let nextId = 1;

  function start(): void {
    const id = nextId++;
    const worker = create();
    const lose = (event: Event) => {
      event.preventDefault();
      replace(id);
    };
    worker.addEventListener('error', lose);
    worker.addEventListener('messageerror', lose);
    alive.set(id, () => worker.terminate());
    const jobs = new MessageChannel();
    worker.postMessage(null, [jobs.port1]);
    supply.postMessage({ id, port: jobs.port2 } satisfies SuppliedWorker, [jobs.port2]);
  }

  function replace(id: number): void {
    const end = alive.get(id);
    if (!end) return;
    end();
    alive.delete(id);
    supply.postMessage({ id } satisfies SuppliedWorker);
    const cancel = clock.after(delayMs, () => {
      cancels.delete(cancel);
      start();
    });
    cancels.add(cancel);
    delayMs = Math.min(2 * delayMs, MAX_VERIFY_RESTART_DELAY_MS);
  }

  supply.addEventListener('message', ({ data }: MessageEvent<LostWorker>) => replace(data.lost));
  supply.start();
  for (let worker = 0; worker < count; worker++) start();

  return {
    port: port2,
    stop() {
      for (const cancel of cancels) cancel();
      for (const end of alive.values()) end();
      alive.clear();
      supply.close();
    },
  };
}
