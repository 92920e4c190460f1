import type { UnsignedTransaction } from '../../chain/transaction.ts';
import type { ErrorObject } from '../../core/errors.ts';

/**
 * Whether what keeps a transaction out of the next block may pass: a price that rose, another one
 * that it waits for, or a budget that is there again before the transaction's time is over.
 */
export function mayComeRight(
  { code, facts }: ErrorObject,
  { validUntilMs }: Pick<UnsignedTransaction, 'validUntilMs'>,
): boolean {
  if (WAITING.has(code)) return true;
  if (code !== 'transaction/nobody-pays') return false;
  const againMs = facts.readyAtMs ?? facts.resetsAtMs;
  return typeof againMs === 'number' && againMs <= validUntilMs;
}

const WAITING: ReadonlySet<string> = new Set([
  'transaction/nonce-gap',
  'transaction/nonce-used',
  'transaction/fee-too-low',
]);
