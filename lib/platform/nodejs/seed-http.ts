import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { errorObjectFrom } from '../../core/errors.ts';
import { MAX_SEED_HTTP_CONNECTIONS, MAX_SEED_HTTP_REQUEST_MS } from '../../core/limits.ts';
import type { WeftNode } from '../../node/create-node.ts';
import type { PrometheusMetrics } from './prometheus-metrics.ts';

/** What a seed tells people and monitors: `GET /status` as JSON and `GET /metrics`. */
export async function serveSeedHttp(options: {
  node: WeftNode;
  metrics: PrometheusMetrics;
  host: string;
  port: number;
}): Promise<Server> {
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
    server.listen(options.port, options.host, resolve);
  });
  return server;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('access-control-allow-origin', '*');
    const path = request.url?.split('?')[0];
    if (request.method !== 'GET') {
      response.writeHead(405, { allow: 'GET' }).end();
    } else if (path === '/status') {
      const status = await options.node.rpc.handleRequest('status', undefined);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(status, decimalBigints));
    } else if (path === '/metrics') {
      response.setHeader('content-type', options.metrics.contentType);
      response.end(await options.metrics.text());
    } else {
      response.writeHead(404).end();
    }
  }
}

function decimalBigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
