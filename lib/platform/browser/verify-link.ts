import { WeftError } from '../../core/errors.ts';
import {
  VERIFY_JOB_TIMEOUT_MS,
  VERIFY_JOBS_PER_WORKER,
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
  /** False while its libraries load. */
  isReady(): boolean;
  send(pending: PendingJob): void;
  /** Gives back the jobs it had. */
  close(): PendingJob[];
}

export interface VerifyLinkOptions {
  port: MessagePort;
  clock: Clock;
  /** The worker has room for another job. */
  onRoom(): void;
  /** The worker is dead, hung or talks nonsense; these jobs it leaves behind, oldest first. */
  onLost(reason: string, left: PendingJob[]): void;
}

export function createVerifyLink({ port, clock, onRoom, onLost }: VerifyLinkOptions): VerifyLink {
  const inFlight: { id: number; pending: PendingJob }[] = [];
  let state: 'loading' | 'ready' | 'closed' = 'loading';
  let nextId = 1;
  let cancelTimer = () => {};

  function lose(reason: string) {
    if (state === 'closed') return;
    onLost(reason, close());
  }

  function close() {
    state = 'closed';
    cancelTimer();
    port.close();
    return inFlight.splice(0).map(({ pending }) => pending);
  }

  /** A worker must make progress within the time-out, as long as something is expected of it. */
  function watch() {
    cancelTimer();
    if (state === 'ready' && inFlight.length === 0) return;
    const sinceMs = clock.monotonicMs();
    const timeoutMs = state === 'ready' ? VERIFY_JOB_TIMEOUT_MS : VERIFY_LOAD_TIMEOUT_MS;
    cancelTimer = clock.after(timeoutMs, () => {
      // A timer that is late itself says that the whole browser slept, so the wait starts anew.
      const lateMs = clock.monotonicMs() - sinceMs - timeoutMs;
      if (lateMs > VERIFY_JOB_TIMEOUT_MS) watch();
      else lose('timeout');
    });
  }

  function receive(reply: VerifyReply) {
    if (reply.type === 'ready') {
      if (state === 'ready') return lose('protocol');
      state = 'ready';
    } else {
      const first = inFlight[0];
      if (!first || first.id !== reply.id) return lose('protocol');
      if (reply.type === 'result' && !answers(first.pending.job, reply.result)) {
        return lose('protocol');
      }
      inFlight.shift();
      if (reply.type === 'result') first.pending.resolve(reply.result);
      else first.pending.reject(WeftError.fromObject(reply.error));
    }
    watch();
    onRoom();
  }

  port.addEventListener('message', ({ data }) => {
    if (state === 'closed') return;
    if (isVerifyReply(data)) receive(data);
    else lose('protocol');
  });
  port.addEventListener('messageerror', () => lose('protocol'));
  port.addEventListener('close', () => lose('closed'));
  port.start();
  watch();

  return {
    isReady: () => state === 'ready',
    hasRoom: () => state === 'ready' && inFlight.length < VERIFY_JOBS_PER_WORKER,
    send(pending) {
      const id = nextId++;
      inFlight.push({ id, pending });
      port.postMessage({ id, job: pending.job } satisfies VerifyRequest);
      if (inFlight.length === 1) watch();
    },
    close,
  };
}
