import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { errorObjectFrom } from '../../core/errors.ts';
import {
  MAX_SEED_HTTP_CONNECTIONS,
  MAX_SEED_HTTP_REQUEST_MS,
  STATUS_COALESCE_MS,
} from '../../core/limits.ts';
import type { WeftNode } from '../../node/create-node.ts';
import type { PrometheusMetrics } from './prometheus-metrics.ts';

/**
 * What a seed tells people and monitors: `GET /status` as JSON and `GET /metrics`. Both cost the
 * thread that votes more than a request does, so all who ask within STATUS_COALESCE_MS share one.
 */
export async function serveSeedHttp({
  node,
  metrics,
  host,
  port,
}: {
  node: WeftNode;
  metrics: PrometheusMetrics;
  host: string;
  port: number;
}): Promise<Server> {
  const status = shared(async () => {
    const current = await node.rpc.handleRequest('status', undefined);
    return JSON.stringify(current, decimalBigints);
  });
  const numbers = shared(() => metrics.text());
  // Times are looked at every half a minute unless told otherwise, however short they are.
  const connectionsCheckingInterval = MAX_SEED_HTTP_REQUEST_MS / 5;
  const server = createServer({ connectionsCheckingInterval }, (request, response) => {
    answer(request, response).catch((thrown: unknown) => {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify(errorObjectFrom(thrown)));
    });
  });
  server.requestTimeout = MAX_SEED_HTTP_REQUEST_MS;
  server.headersTimeout = MAX_SEED_HTTP_REQUEST_MS;
  server.maxConnections = MAX_SEED_HTTP_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('access-control-allow-origin', '*');
    const path = request.url?.split('?')[0];
    if (request.method !== 'GET') {
      response.writeHead(405, { allow: 'GET' }).end();
    } else if (path === '/status') {
      const text = await status();
      response.setHeader('content-type', 'application/json');
      response.end(text);
    } else if (path === '/metrics') {
      const text = await numbers();
      response.setHeader('content-type', metrics.contentType);
      response.end(text);
    } else {
      response.writeHead(404).end();
    }
  }
}

function shared(make: () => Promise<string>): () => Promise<string> {
  let answer: Promise<string> | undefined;
  return () => {
    answer ??= make().finally(() => {
      setTimeout(() => {
        answer = undefined;
      }, STATUS_COALESCE_MS).unref();
    });
    return answer;
  };
}

function decimalBigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
