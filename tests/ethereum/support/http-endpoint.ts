import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of this test alone, in place of an Ethereum node or before one. */
export interface HttpEndpoint {
  url: string;
  stop(): void;
}

export interface Answer {
  status?: number;
  type?: string;
  text: string;
}

export async function startHttpEndpoint(
  answer: (request: string) => Answer | Promise<Answer>,
): Promise<HttpEndpoint> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const {
      status = 200,
      type = 'application/json',
      text,
    } = await answer(Buffer.concat(parts).toString());
    response.writeHead(status, { 'Content-Type': type }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Passes requests on, as long as it may. */
export async function forward(url: string, request: string): Promise<Answer> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: request });
  return { status: response.status, text: await response.text() };
}
