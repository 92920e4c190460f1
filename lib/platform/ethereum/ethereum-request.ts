import { isHex } from '../../core/bytes.ts';
import { errorObjectFrom, WeftError } from '../../core/errors.ts';
import { ETHEREUM_TIMEOUT_MS, MAX_ETHEREUM_MESSAGE_LENGTH } from '../../core/limits.ts';
import type { Clock } from '../../node/ports.ts';

/** The `request` of EIP-1193, as wallets have it and as URLs get one. */
export type EthereumRequest = (call: {
  method: string;
  params: readonly unknown[];
}) => Promise<unknown>;

/** The same with an end, and with no errors but those of the port. */
export function withEnd(request: EthereumRequest, clock: Clock): EthereumRequest {
  return (call) =>
    new Promise((resolve, reject) => {
      const cancel = clock.after(ETHEREUM_TIMEOUT_MS, () =>
        reject(new WeftError('ethereum/timeout', 'Ethereum did not answer in time', facts)),
      );
      const facts = { method: call.method, timeoutMs: ETHEREUM_TIMEOUT_MS };
      request(call)
        .then(resolve, (thrown) => reject(ethereumErrorFrom(thrown)))
        .finally(cancel);
    });
}

/** What an endpoint refused with, from JSON-RPC or from a wallet. */
export function ethereumErrorFrom(thrown: unknown): WeftError {
  if (thrown instanceof WeftError) return thrown;
  const { code } = Object(thrown) as { code?: unknown };
  const message = messageOf(thrown);
  if (typeof code !== 'number') return new WeftError('ethereum/unreachable', message);
  if (DISCONNECTED.has(code)) return new WeftError('ethereum/unreachable', message, { code });
  if (code === TOO_MANY_REQUESTS || RATE_WORDS.test(message)) {
    return new WeftError('ethereum/rate-limited', message, { code });
  }
  const revert = revertOf(thrown);
  return new WeftError('ethereum/refused', message, { code, ...(revert && { revert }) });
}

/** The first four bytes of what a contract refused with, which name its error. */
function revertOf(thrown: unknown): string | undefined {
  const { data } = Object(thrown) as { data?: unknown };
  const bytes = typeof data === 'string' ? data : (Object(data) as { data?: unknown }).data;
  return isHex(bytes) && bytes.length >= 10 ? bytes.slice(0, 10).toLowerCase() : undefined;
}

/** An endpoint's own words, and no more of them than anybody would read. */
function messageOf(thrown: unknown): string {
  const { message } = Object(thrown) as { message?: unknown };
  const text = typeof message === 'string' ? message : errorObjectFrom(thrown).message;
  return text.slice(0, MAX_ETHEREUM_MESSAGE_LENGTH);
}

/** The provider, or its chain, is disconnected (EIP-1193). */
const DISCONNECTED = new Set([4900, 4901]);
const TOO_MANY_REQUESTS = 429;
/** Endpoints give one number for too many requests and for too many logs; their words differ. */
const RATE_WORDS = /too many requests|rate.?limit|rate exceeded|throttl|throughput|per second/i;
