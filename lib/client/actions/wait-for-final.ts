import type { Hash } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { WAIT_FOR_FINAL_MS } from '../../core/limits.ts';
import type { Connection } from '../connection.ts';
import type { TransactionView } from '../types.ts';

export interface WaitForFinalOptions {
  timeoutMs?: number;
}

/**
 * Resolves when the transaction is in a final block, whether it succeeded or failed by name there.
 * Errors: `client/timeout` (it may still become final), `transaction/expired`,
 * `transaction/replaced`, and whatever ends the connection.
 */
export function waitForFinal(
  connection: Connection,
  hash: Hash,
  { timeoutMs = WAIT_FOR_FINAL_MS }: WaitForFinalOptions = {},
): Promise<TransactionView> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(() => reject(timeout(hash, timeoutMs))), timeoutMs);
    let unsubscribe = () => {};

    function finish(how: () => void): void {
      clearTimeout(timer);
      unsubscribe();
      how();
    }

    function look(view: TransactionView | null): void {
      if (view?.final) finish(() => resolve(view));
      else if (view?.status === 'expired' || view?.status === 'replaced') {
        finish(() => reject(lost(view)));
      }
    }

    // It may have become final before the subscription, or while another node took over.
    function readNow(): void {
      connection.request('transaction', { hash }, { timeoutMs }).then(look, fail);
    }

    function fail(error: WeftError): void {
      if (error.code !== 'client/timeout') finish(() => reject(error));
    }

    unsubscribe = connection.subscribe({ topic: 'transaction', hash }, look, {
      onGap: readNow,
      onError: fail,
    });
    readNow();
  });
}

function timeout(hash: Hash, timeoutMs: number): WeftError {
  return new WeftError('client/timeout', 'the transaction is not final yet', {
    request: 'waitForFinal',
    hash,
    timeoutMs,
  });
}

function lost({ status, hash }: TransactionView): WeftError {
  return new WeftError(`transaction/${status}`, `the transaction was ${status}`, { hash });
}
