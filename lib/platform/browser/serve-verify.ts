import { errorObjectFrom } from '../../core/errors.ts';
import type { Signatures } from '../../node/ports.ts';
import {
  isVerifyRequest,
  type VerifyJob,
  type VerifyReply,
  type VerifyResult,
} from './verify-protocol.ts';

/** The verify worker's side of a port: jobs are done one after the other, in order. */
export async function serveVerify(port: MessagePort, loading: Promise<Signatures>): Promise<void> {
  const reply = (message: VerifyReply) => port.postMessage(message);
  let previous: Promise<unknown> = Promise.resolve();
  const signatures = await loading.catch(() => undefined);
  // Whoever waits at the other end sees the port close and does without this worker.
  if (!signatures) return port.close();

  port.addEventListener('message', ({ data }) => {
    if (!isVerifyRequest(data)) return port.close();
    const { id, job } = data;
    previous = previous
      .then(() => workOn(signatures, job))
      .then(
        (result) => reply({ type: 'result', id, result }),
        (thrown: unknown) => reply({ type: 'error', id, error: errorObjectFrom(thrown) }),
      );
  });
  port.start();
  reply({ type: 'ready' });
}

/** Also what the pool does with a job when it has no worker. */
export function workOn(signatures: Signatures, job: VerifyJob): Promise<VerifyResult> {
  switch (job.type) {
    case 'verify-aggregates':
      return signatures.verifyAggregates(job.checks);
    case 'verify-possessions':
      return signatures.verifyPossessions(job.claims);
    case 'aggregate':
      return signatures.aggregate(job.signatures);
    case 'recover-addresses':
      return signatures.recoverAddresses(job.items);
  }
}
