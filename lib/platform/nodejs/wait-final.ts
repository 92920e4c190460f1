import type { Hash } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { WeftNode } from '../../node/create-node.ts';
import type { Clock } from '../../node/ports.ts';

/** What drives a node of a local network from within its process. */
export interface LocalNode {
  rpc: Pick<WeftNode['rpc'], 'handleRequest'>;
  clock: Pick<Clock, 'wallMs'>;
  sleep(ms: number): Promise<void>;
}

/**
 * Waits until all are in final blocks; resolves with the codes of those that failed.
 * @throws WeftError `local/content-waits` when one of them does not become final
 */
export async function waitFinal(
  hashes: readonly Hash[],
  { rpc, clock, sleep }: LocalNode,
): Promise<string[]> {
  const untilMs = clock.wallMs() + FINAL_WITHIN_MS;
  const failures: string[] = [];
  for (const hash of hashes) {
    let view = await rpc.handleRequest('transaction', { hash });
    while (!view?.final && clock.wallMs() < untilMs) {
      await sleep(POLL_MS);
      view = await rpc.handleRequest('transaction', { hash });
    }
    if (!view?.final) {
      throw new WeftError('local/content-waits', `transaction ${hash} is not final`, { hash });
    }
    if (view.failure) failures.push(view.failure.code);
  }
  return failures;
}

const POLL_MS = 200;
const FINAL_WITHIN_MS = 60_000;
