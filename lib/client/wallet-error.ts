import { WeftError } from '../core/errors.ts';

/**
 * What a wallet throws, as one of ours. Libraries wrap the wallet's error in codes of their own, so
 * the innermost code counts (EIP-1193, EIP-1474, EIP-3326).
 *
 * `wallet/rejected` (4001), `wallet/locked` (4100), `wallet/disconnected` (4900),
 * `wallet/wrong-network` (4901, or it says that chain ids differ), `wallet/unknown-network` (4902),
 * `wallet/unsupported` (4200, -32601), `wallet/busy` (-32002), otherwise `wallet/failed`.
 */
export function walletErrorFrom(thrown: unknown): WeftError {
  const causes = causesOf(thrown);
  for (const cause of causes) if (cause instanceof WeftError) return cause;
  const message = messageOf(causes.at(-1) ?? thrown);
  // MetaMask refuses typed data for another chain with a general code and this sentence.
  if (causes.some((cause) => /chainId.*must match/i.test(messageOf(cause)))) {
    return new WeftError('wallet/wrong-network', message);
  }
  const coded = causes.findLast((cause) => codeOf(cause) !== undefined);
  const reason = REASONS[codeOf(coded) ?? 0] ?? 'failed';
  return new WeftError(`wallet/${reason}`, messageOf(coded ?? thrown));
}

const REASONS: Readonly<Record<number, string>> = {
  4001: 'rejected',
  4100: 'locked',
  4200: 'unsupported',
  4900: 'disconnected',
  4901: 'wrong-network',
  4902: 'unknown-network',
  [-32002]: 'busy',
  [-32601]: 'unsupported',
};

const MAX_CAUSES = 8;

/** From the outermost inwards. MetaMask keeps the original in `data.originalError`. */
function causesOf(thrown: unknown): unknown[] {
  const causes: unknown[] = [];
  let next = thrown;
  while (typeof next === 'object' && next !== null && causes.length < MAX_CAUSES) {
    causes.push(next);
    const { cause, data } = next as { cause?: unknown; data?: { originalError?: unknown } };
    next = cause ?? data?.originalError;
  }
  return causes;
}

function codeOf(cause: unknown): number | undefined {
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === 'number' ? code : undefined;
}

function messageOf(cause: unknown): string {
  const { message } = (cause ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : String(cause);
}
