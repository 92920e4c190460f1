import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How an endpoint behaves: `lying` tells of other events, `hiding` of none. */
export type Manner = 'honest' | 'lying' | 'hiding' | 'limited' | 'down';

/** An endpoint of Ethereum of its own, in front of the one there is. */
export interface EndpointProxy {
  url: string;
  behave(manner: Manner): void;
  stop(): void;
}

interface Call {
  method?: unknown;
}

interface Log {
  data: string;
}

/** `target` may begin to answer later. */
export async function startEndpointProxy(target: string): Promise<EndpointProxy> {
  let manner: Manner = 'honest';

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (manner === 'down') return void request.socket.destroy();
    const headers = {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': '*',
      'Content-Type': 'application/json',
    };
    if (request.method === 'OPTIONS') return void response.writeHead(204, headers).end();
    if (manner === 'limited') return void response.writeHead(429, headers).end();
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString();
    const answered = await fetch(target, { method: 'POST', headers, body });
    const told = falsified(JSON.parse(body), await answered.json(), manner);
    response.writeHead(answered.status, headers).end(JSON.stringify(told));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behave(next) {
      manner = next;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Answers to one call or several; only those about events are changed. */
function falsified(asked: Call | Call[], answer: unknown, manner: Manner): unknown {
  if (Array.isArray(asked)) {
    const answers = answer as unknown[];
    return asked.map((call, i) => falsified(call, answers[i], manner));
  }
  if (asked.method !== 'eth_getLogs' || manner === 'honest') return answer;
  const { result, ...rest } = answer as { result?: Log[] };
  if (!result) return answer;
  return { ...rest, result: manner === 'hiding' ? [] : result.map(changed) };
}

/** An amount that is one larger, or anything else that ends the data. */
function changed(log: Log): Log {
  const last = (Number.parseInt(log.data.slice(-1), 16) + 1) % 16;
  return { ...log, data: `${log.data.slice(0, -1)}${last.toString(16)}` };
}
