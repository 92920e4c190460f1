import { type ErrorObject, errorObjectFrom, WeftError } from '../../core/errors.ts';
import { MAX_VERIFY_JOBS, MAX_VERIFY_WORKERS } from '../../core/limits.ts';
import type { Clock, Signatures } from '../../node/ports.ts';
import { workOn } from './serve-verify.ts';
import { createVerifyLink, type PendingJob, type VerifyLink } from './verify-link.ts';
import type { VerifyJob, VerifyResult } from './verify-protocol.ts';

export interface VerifyQueueOptions {
  clock: Clock;
  /** Works in this thread; called when no worker is ready. */
  createFallback: () => Promise<Signatures>;
  onWorkerLost: (reason: string) => void;
}

/** Jobs for several workers: urgent ones first, otherwise in order of arrival. */
export interface VerifyQueue {
  /** Rejects with `signatures/overloaded` when MAX_VERIFY_JOBS wait, `signatures/closed` at the end. */
  submit(job: VerifyJob, urgency: 'urgent' | 'ordinary'): Promise<VerifyResult>;
  addWorker(port: MessagePort): void;
  workers(): number;
  close(): void;
}

export function createVerifyQueue(options: VerifyQueueOptions): VerifyQueue {
  const waiting = { urgent: [] as PendingJob[], ordinary: [] as PendingJob[] };
  const links = new Set<VerifyLink>();
  let fallback: Promise<Signatures> | undefined;
  let inlineBusy = false;
  let closed = false;

  const isAnyReady = () => [...links].some((link) => link.isReady());

  function pump() {
    for (const link of links) {
      while (link.hasRoom()) {
        const pending = waiting.urgent.shift() ?? waiting.ordinary.shift();
        if (!pending) return;
        link.send(pending);
      }
    }
    if (!isAnyReady()) void pumpInline();
  }

  async function pumpInline() {
    if (inlineBusy) return;
    inlineBusy = true;
    while (!isAnyReady()) {
      const pending = waiting.urgent.shift() ?? waiting.ordinary.shift();
      if (!pending) break;
      await workInline(pending);
    }
    inlineBusy = false;
  }

  async function workInline({ job, resolve, reject }: PendingJob) {
    try {
      fallback ??= options.createFallback();
      resolve(await workOn(await fallback, job));
    } catch (thrown) {
      reject(WeftError.fromObject(errorObjectFrom(thrown)));
    }
  }

  /** A job that was in two lost workers may be what loses them, so it is not given to a third. */
  function takeBack(left: PendingJob[]) {
    for (const pending of left.reverse()) {
      pending.losses += 1;
      if (pending.losses > 1) void workInline(pending);
      else waiting.urgent.unshift(pending);
    }
  }

  return {
    submit(job, urgency) {
      return new Promise<VerifyResult>((resolve, reject) => {
        const refusal = refusalOf(closed, waiting.urgent.length + waiting.ordinary.length);
        if (refusal) return reject(WeftError.fromObject(refusal));
        waiting[urgency].push({ job, losses: 0, resolve, reject });
        pump();
      });
    },
    addWorker(port) {
      if (closed || links.size >= MAX_VERIFY_WORKERS) return port.close();
      const link = createVerifyLink({
        port,
        clock: options.clock,
        onRoom: pump,
        onLost(reason, left) {
          links.delete(link);
          takeBack(left);
          options.onWorkerLost(reason);
          pump();
        },
      });
      links.add(link);
    },
    workers: () => links.size,
    close() {
      closed = true;
      const left = [...links].flatMap((link) => link.close());
      for (const pending of [...left, ...waiting.urgent.splice(0), ...waiting.ordinary.splice(0)]) {
        pending.reject(WeftError.fromObject(CLOSED));
      }
    },
  };
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
