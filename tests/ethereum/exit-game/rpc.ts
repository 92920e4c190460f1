import { assert } from '../../../lib/core/assert.ts';
import type { Hex } from '../../../lib/core/bytes.ts';

/** Requests straight to anvil, many at once: a client that polls takes many times longer. */
export interface Rpc {
  /** The result; throws if there is none. */
  one(method: string, params: readonly unknown[]): Promise<unknown>;
  all(requests: readonly Request[]): Promise<Answer[]>;
}

export interface Request {
  method: string;
  params: readonly unknown[];
}

export interface Answer {
  result?: unknown;
  error?: { message: string; data?: Hex };
}

export function createRpc(url: string): Rpc {
  const all = async (requests: readonly Request[]): Promise<Answer[]> => {
    if (requests.length === 0) return [];
    const body = requests.map((request, id) => ({ jsonrpc: '2.0', id, ...request }));
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answers = (await response.json()) as (Answer & { id: number })[];
    return answers.sort((a, b) => a.id - b.id);
  };
  const one = async (method: string, params: readonly unknown[]) => {
    const [answer] = await all([{ method, params }]);
    assert(answer && !answer.error, `${method}: ${answer?.error?.message}`);
    return answer.result;
  };
  return { one, all };
}
