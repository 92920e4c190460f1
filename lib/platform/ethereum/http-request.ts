import { concatBytes } from '../../core/bytes.ts';
import { errorObjectFrom, WeftError } from '../../core/errors.ts';
import { ETHEREUM_TIMEOUT_MS, MAX_ETHEREUM_RESPONSE_BYTES } from '../../core/limits.ts';
import { type EthereumRequest, ethereumErrorFrom } from './ethereum-request.ts';

/**
 * JSON-RPC by POST. Reads no more of an answer than the bound, and follows no redirection.
 * Errors: `ethereum/unreachable`, `ethereum/rate-limited`, `ethereum/refused`,
 * `ethereum/malformed`, `ethereum/too-large`.
 */
export function createHttpRequest(url: string): EthereumRequest {
  let count = 0;
  return async ({ method, params }) => {
    const id = ++count;
    const response = await send(url, { jsonrpc: '2.0', id, method, params });
    if (response.status === 429) {
      throw new WeftError('ethereum/rate-limited', 'too many requests', { code: 429 });
    }
    const text = await textOf(response);
    const answer = jsonFrom(text, response);
    if (isObject(answer.error)) throw ethereumErrorFrom({ code: 0, ...answer.error });
    if (answer.id !== id || !('result' in answer)) {
      throw new WeftError('ethereum/malformed', 'no answer to what was asked', { method });
    }
    return answer.result;
  };
}

async function send(url: string, call: object): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(call),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      signal: AbortSignal.timeout(ETHEREUM_TIMEOUT_MS),
    });
  } catch (thrown) {
    throw unreachable(thrown);
  }
}

async function textOf(response: Response): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      if (size > MAX_ETHEREUM_RESPONSE_BYTES) break;
      parts.push(part.value);
    }
  } catch (thrown) {
    throw unreachable(thrown);
  }
  if (size <= MAX_ETHEREUM_RESPONSE_BYTES) return new TextDecoder().decode(concatBytes(...parts));
  reader.cancel().catch(() => undefined);
  throw new WeftError('ethereum/too-large', 'the answer is too large', {
    limitBytes: MAX_ETHEREUM_RESPONSE_BYTES,
  });
}

/** Errors often come as JSON with a status of their own; what is neither is named by its status. */
function jsonFrom(text: string, { ok, status }: Response): Record<string, unknown> {
  const json = parse(text);
  if (isObject(json) && (ok || isObject(json.error))) return json;
  if (ok) throw new WeftError('ethereum/malformed', 'the answer is no JSON-RPC');
  const code = status >= 500 ? 'ethereum/unreachable' : 'ethereum/refused';
  throw new WeftError(code, `HTTP status ${status}`, { status });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreachable(thrown: unknown): WeftError {
  return new WeftError('ethereum/unreachable', errorObjectFrom(thrown).message);
}
