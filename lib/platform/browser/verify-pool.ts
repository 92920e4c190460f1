import type { Hex } from '../../core/bytes.ts';
import { VERIFY_CHECKS_PER_JOB, VERIFY_RECOVERIES_PER_JOB } from '../../core/limits.ts';
import type { Signatures } from '../../node/ports.ts';
import { malformedSignature, mayBeAggregate, mayBePossession, maySum } from '../signatures/bls.ts';
import { createP256WebCrypto } from '../signatures/p256-webcrypto.ts';
import { mayRecover } from '../signatures/recoverable.ts';
import type { VerifyJob, VerifyResult } from './verify-protocol.ts';
import { createVerifyQueue, type VerifyQueueOptions } from './verify-queue.ts';

/** Signatures spread over verify workers. */
export interface VerifyPool extends Signatures {
  /** A port to a verify worker, which the page made: workers of workers are not everywhere. */
  addWorker(port: MessagePort): void;
  /** The page knows that this worker is dead: its jobs are done elsewhere. */
  dropWorker(port: MessagePort): void;
  /**
   * How many are alive. While there is none, or none has loaded in VERIFY_LOAD_PATIENCE_MS, the
   * work is done in this thread, in slices.
   */
  workers(): number;
}

/**
 * The port over verify workers. What consensus waits for (aggregates) goes before recoveries. A
 * worker that dies, hangs for VERIFY_JOB_TIMEOUT_MS or talks nonsense is dropped and reported, and
 * its jobs are done elsewhere. Rejects with `signatures/overloaded` or `signatures/closed`.
 */
export function createVerifyPool(options: VerifyQueueOptions): VerifyPool {
  const queue = createVerifyQueue(options);

  return {
    verifyAggregates(checks) {
      return mapInJobs<(typeof checks)[number], boolean>({
        items: checks,
        accepts: mayBeAggregate,
        refused: false,
        perJob: VERIFY_CHECKS_PER_JOB,
        submit: (some) => queue.submit({ type: 'verify-aggregates', checks: some }, 'urgent'),
      });
    },
    verifyPossessions(claims) {
      return mapInJobs<(typeof claims)[number], boolean>({
        items: claims,
        accepts: mayBePossession,
        refused: false,
        perJob: VERIFY_CHECKS_PER_JOB,
        submit: (some) => queue.submit({ type: 'verify-possessions', claims: some }, 'ordinary'),
      });
    },
    async aggregate(signatures) {
      if (!maySum(signatures)) throw malformedSignature();
      const job: VerifyJob = { type: 'aggregate', signatures };
      return (await queue.submit(job, 'urgent')) as Hex;
    },
    recoverAddresses(items) {
      return mapInJobs<(typeof items)[number], Hex | undefined>({
        items,
        accepts: mayRecover,
        refused: undefined,
        perJob: VERIFY_RECOVERIES_PER_JOB,
        submit: (some) => queue.submit({ type: 'recover-addresses', items: some }, 'ordinary'),
      });
    },
    // No worker is asked: WebCrypto has threads of its own.
    verifyP256: createP256WebCrypto(),
    async close() {
      queue.close();
    },
    addWorker: (port) => queue.addWorker(port),
    dropWorker: (port) => queue.dropWorker(port),
    workers: () => queue.workers(),
  };
}

/** Sends the acceptable items in jobs and puts the results in the order of the items. */
async function mapInJobs<Item, Result>(batch: {
  items: readonly Item[];
  accepts: (item: Item) => boolean;
  refused: Result;
  perJob: number;
  submit: (items: Item[]) => Promise<VerifyResult>;
}): Promise<Result[]> {
  const accepted = batch.items.flatMap((item, i) => (batch.accepts(item) ? [i] : []));
  const results = batch.items.map(() => batch.refused);
  const jobs: Promise<void>[] = [];
  for (let start = 0; start < accepted.length; start += batch.perJob) {
    const indexes = accepted.slice(start, start + batch.perJob);
    const job = batch.submit(indexes.map((i) => batch.items[i] as Item)).then((answer) => {
      for (const [n, i] of indexes.entries()) results[i] = answer[n] as Result;
    });
    jobs.push(job);
  }
  await Promise.all(jobs);
  return results;
}
