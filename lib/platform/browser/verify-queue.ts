import { type ErrorObject, errorObjectFrom, WeftError } from '../../core/errors.ts';
import { MAX_VERIFY_JOBS, MAX_VERIFY_WORKERS } from '../../core/limits.ts';
import type { Clock, Signatures } from '../../node/ports.ts';
import { workOn } from './serve-verify.ts';
import { createVerifyLink, type PendingJob, type VerifyLink } from './verify-link.ts';
import type { VerifyJob, VerifyResult } from './verify-protocol.ts';

export interface VerifyQueueOptions {
  clock: Clock;
  /** Works in this thread; called when there is no worker, not even one that will soon be there. */
  createFallback: () => Promise<Signatures>;
  onWorkerLost: (reason: string, port: MessagePort) => void;
}

/** Jobs for several workers: urgent ones first, otherwise in order of arrival. */
export interface VerifyQueue {
  /**
   * Rejects with `signatures/overloaded` when MAX_VERIFY_JOBS of its urgency wait, so that a flood
   * of ordinary ones shuts no urgent one out, or `signatures/closed`.
   */
  submit(job: VerifyJob, urgency: 'urgent' | 'ordinary'): Promise<VerifyResult>;
  addWorker(port: MessagePort): void;
  dropWorker(port: MessagePort): void;
  workers(): number;
  close(): void;
}

export function createVerifyQueue(options: VerifyQueueOptions): VerifyQueue {
  return new VerifyWorkersQueue(options);
}

class VerifyWorkersQueue implements VerifyQueue {
  #options: VerifyQueueOptions;
  #waiting = { urgent: [] as PendingJob[], ordinary: [] as PendingJob[] };
  #links = new Map<MessagePort, VerifyLink>();
  #fallback: Promise<Signatures> | undefined;
  #inlineBusy = false;
  #closed = false;

  constructor(options: VerifyQueueOptions) {
    this.#options = options;
  }

  submit(job: VerifyJob, urgency: 'urgent' | 'ordinary') {
    return new Promise<VerifyResult>((resolve, reject) => {
      const waiting = this.#waiting[urgency];
      const refusal = refusalOf(this.#closed, waiting.length);
      if (refusal) return reject(WeftError.fromObject(refusal));
      waiting.push({ job, losses: 0, resolve, reject });
      this.#pump();
    });
  }

  addWorker(port: MessagePort) {
    if (this.#closed || this.#links.size >= MAX_VERIFY_WORKERS) return port.close();
    const link = createVerifyLink({
      port,
      clock: this.#options.clock,
      onRoom: () => this.#pump(),
      onLost: (reason, left) => {
        this.#forget(port, left);
        this.#options.onWorkerLost(reason, port);
      },
    });
    this.#links.set(port, link);
  }

  dropWorker(port: MessagePort) {
    const link = this.#links.get(port);
    if (link) this.#forget(port, link.close());
  }

  workers() {
    return this.#links.size;
  }

  close() {
    this.#closed = true;
    const left = [...this.#links.values()].flatMap((link) => link.close());
    const { urgent, ordinary } = this.#waiting;
    for (const pending of [...left, ...urgent.splice(0), ...ordinary.splice(0)]) {
      pending.reject(WeftError.fromObject(CLOSED));
    }
  }

  #pump() {
    for (const link of this.#links.values()) {
      while (link.hasRoom()) {
        const pending = this.#next();
        if (!pending) return;
        link.send(pending);
      }
    }
    if (!this.#hasHope()) void this.#pumpInline();
  }

  #hasHope() {
    return [...this.#links.values()].some((link) => link.isPromising());
  }

  async #pumpInline() {
    if (this.#inlineBusy) return;
    this.#inlineBusy = true;
    while (!this.#hasHope()) {
      const pending = this.#next();
      if (!pending) break;
      await this.#workInline(pending);
    }
    this.#inlineBusy = false;
  }

  async #workInline({ job, resolve, reject }: PendingJob) {
    try {
      this.#fallback ??= this.#options.createFallback();
      resolve(await workOn(await this.#fallback, job));
    } catch (thrown) {
      reject(WeftError.fromObject(errorObjectFrom(thrown)));
    }
  }

  #forget(port: MessagePort, left: PendingJob[]) {
    this.#links.delete(port);
    this.#takeBack(left);
    this.#pump();
  }

  /** A job that was in two lost workers may be what loses them, so it is not given to a third. */
  #takeBack(left: PendingJob[]) {
    for (const pending of left.reverse()) {
      pending.losses += 1;
      if (pending.losses > 1) void this.#workInline(pending);
      else this.#waiting.urgent.unshift(pending);
    }
  }

  #next() {
    return this.#waiting.urgent.shift() ?? this.#waiting.ordinary.shift();
  }
}

const CLOSED: ErrorObject = {
  code: 'signatures/closed',
  message: 'the signature workers were closed',
  facts: {},
};

function refusalOf(closed: boolean, waiting: number): ErrorObject | undefined {
  if (closed) return CLOSED;
  if (waiting < MAX_VERIFY_JOBS) return undefined;
  return {
    code: 'signatures/overloaded',
    message: 'too many signatures wait to be checked',
    facts: { waiting },
  };
}
