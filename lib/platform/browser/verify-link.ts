import { WeftError } from '../../core/errors.ts';
import {
  VERIFY_JOB_TIMEOUT_MS,
  VERIFY_JOBS_PER_WORKER,
  VERIFY_LOAD_PATIENCE_MS,
  VERIFY_LOAD_TIMEOUT_MS,
} from '../../core/limits.ts';
import type { Clock } from '../../node/ports.ts';
import {
  answers,
  isVerifyReply,
  type VerifyJob,
  type VerifyReply,
  type VerifyRequest,
  type VerifyResult,
} from './verify-protocol.ts';

/** A job on its way. */
export interface PendingJob {
  job: VerifyJob;
  /** Workers that were lost while they had it. */
  losses: number;
  resolve(result: VerifyResult): void;
  reject(error: WeftError): void;
}

/** The pool's side of one worker. */
export interface VerifyLink {
  hasRoom(): boolean;
  /** Ready, or still loading and not for long. */
  isPromising(): boolean;
  send(pending: PendingJob): void;
  /** Gives back the jobs it had. */
  close(): PendingJob[];
}

export interface VerifyLinkOptions {
  port: MessagePort;
  clock: Clock;
  /** The worker has room for another job, or takes so long to load that jobs should not wait. */
  onRoom(): void;
  /** The worker is dead, hung or talks nonsense; these jobs it leaves behind, oldest first. */
  onLost(reason: string, left: PendingJob[]): void;
}

export function createVerifyLink(options: VerifyLinkOptions): VerifyLink {
  return new VerifyPortLink(options);
}

class VerifyPortLink implements VerifyLink {
  #options: VerifyLinkOptions;
  #inFlight: { id: number; pending: PendingJob }[] = [];
  #state: 'loading' | 'late' | 'ready' | 'closed' = 'loading';
  #nextId = 1;
  #cancelTimer = () => {};

  constructor(options: VerifyLinkOptions) {
    this.#options = options;
    const { port } = options;
    port.addEventListener('message', ({ data }) => {
      if (this.#state === 'closed') return;
      if (isVerifyReply(data)) this.#receive(data);
      else this.#lose('protocol');
    });
    port.addEventListener('messageerror', () => this.#lose('protocol'));
    port.addEventListener('close', () => this.#lose('closed'));
    port.start();
    this.#watch();
  }

  isPromising() {
    return this.#state === 'ready' || this.#state === 'loading';
  }

  hasRoom() {
    return this.#state === 'ready' && this.#inFlight.length < VERIFY_JOBS_PER_WORKER;
  }

  send(pending: PendingJob) {
    const id = this.#nextId++;
    this.#inFlight.push({ id, pending });
    this.#options.port.postMessage({ id, job: pending.job } satisfies VerifyRequest);
    if (this.#inFlight.length === 1) this.#watch();
  }

  close() {
    this.#state = 'closed';
    this.#cancelTimer();
    this.#options.port.close();
    return this.#inFlight.splice(0).map(({ pending }) => pending);
  }

  #lose(reason: string) {
    if (this.#state !== 'closed') this.#options.onLost(reason, this.close());
  }

  #receive(reply: VerifyReply) {
    if (reply.type === 'ready') {
      if (this.#state === 'ready') return this.#lose('protocol');
      this.#state = 'ready';
    } else {
      const first = this.#inFlight[0];
      if (!first || !isReplyTo(first.id, first.pending.job, reply)) return this.#lose('protocol');
      this.#inFlight.shift();
      if (reply.type === 'result') first.pending.resolve(reply.result);
      else first.pending.reject(WeftError.fromObject(reply.error));
    }
    this.#watch();
    this.#options.onRoom();
  }

  /**
   * A worker must make progress within the time-out, as long as something is expected of it. Jobs
   * are small, so the next answer says that it lives as well as an answer to a ping would.
   */
  #watch() {
    this.#cancelTimer();
    const timeoutMs = TIMEOUTS_MS[this.#state];
    if (this.#state === 'ready' && this.#inFlight.length === 0) return;
    const { clock } = this.#options;
    const sinceMs = clock.monotonicMs();
    this.#cancelTimer = clock.after(timeoutMs, () => {
      // A timer that is late itself says that the whole browser slept, so the wait starts anew.
      const lateMs = clock.monotonicMs() - sinceMs - timeoutMs;
      if (lateMs > VERIFY_JOB_TIMEOUT_MS) this.#watch();
      else if (this.#state === 'loading') this.#becomeLate();
      else this.#lose('timeout');
    });
  }

  #becomeLate() {
    this.#state = 'late';
    this.#watch();
    this.#options.onRoom();
  }
}

const TIMEOUTS_MS = {
  loading: VERIFY_LOAD_PATIENCE_MS,
  late: VERIFY_LOAD_TIMEOUT_MS - VERIFY_LOAD_PATIENCE_MS,
  ready: VERIFY_JOB_TIMEOUT_MS,
  closed: 0,
};

function isReplyTo(id: number, job: VerifyJob, reply: Exclude<VerifyReply, { type: 'ready' }>) {
  return reply.id === id && (reply.type === 'error' || answers(job, reply.result));
}
