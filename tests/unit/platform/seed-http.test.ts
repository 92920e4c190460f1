import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  MAX_SEED_HTTP_CONNECTIONS,
  MAX_SEED_HTTP_REQUEST_MS,
  STATUS_COALESCE_MS,
} from '../../../lib/core/limits.ts';
import { createPrometheusMetrics } from '../../../lib/platform/nodejs/prometheus-metrics.ts';
import { serveSeedHttp } from '../../../lib/platform/nodejs/seed-http.ts';
import { createTestNetwork } from '../node/support/test-network.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(): Promise<number> {
  const { node } = createTestNetwork().add('seed');
  const metrics = createPrometheusMetrics();
  server = await serveSeedHttp({ node, metrics, host: '127.0.0.1', port: 0 });
  return (server.address() as AddressInfo).port;
}

/** Says this, and then a letter now and then; resolves when the seed has ended the connection. */
function connection(port: number, start: string, onOpen = () => {}): Promise<void> {
  const socket = connect(port, '127.0.0.1', () => {
    socket.write(start);
    onOpen();
  });
  const drip = setInterval(() => socket.write('a'), 500);
  socket.on('error', () => undefined);
  socket.resume();
  return new Promise((resolve) => {
    socket.on('close', () => {
      clearInterval(drip);
      resolve();
    });
  });
}

const ENDLESS = 'GET /status HTTP/1.1\r\nHost: seed\r\nX-Slow: ';

describe('the HTTP interface of a seed', () => {
  it('tells its status, and nothing to who wants another thing', async () => {
    const url = `http://127.0.0.1:${await serve()}`;
    expect(await (await fetch(`${url}/status?x`)).json()).toMatchObject({ finalizedHeight: '0' });
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
    expect((await fetch(`${url}/status`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${url}/etc/passwd`)).status).toBe(404);
  });

  it('works out one answer for all who ask at one time', async () => {
    const node = createTestNetwork().add('seed').node;
    const asked = vi.spyOn(node.rpc, 'handleRequest');
    const metrics = createPrometheusMetrics();
    const written = vi.spyOn(metrics, 'text');
    server = await serveSeedHttp({ node, metrics, host: '127.0.0.1', port: 0 });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const all = Array.from({ length: 20 }, async () => {
      expect((await (await fetch(`${url}/status`)).json()).phase).toBe('starting');
      expect((await fetch(`${url}/metrics`)).status).toBe(200);
    });
    await Promise.all(all);
    expect(asked.mock.calls.length).toBeLessThan(5);
    expect(written.mock.calls.length).toBeLessThan(5);
    await new Promise((resolve) => setTimeout(resolve, 2 * STATUS_COALESCE_MS));
    const before = asked.mock.calls.length;
    await fetch(`${url}/status`);
    expect(asked.mock.calls.length, 'but not for ever').toBe(before + 1);
  });

  it('ends a connection on which a request does not end', async () => {
    const port = await serve();
    const began = performance.now();
    await connection(port, ENDLESS);
    expect(performance.now() - began).toBeLessThan(1.5 * MAX_SEED_HTTP_REQUEST_MS);
  }, 40_000);

  it('holds a bounded number of connections', async () => {
    const port = await serve();
    const open: Promise<void>[] = [];
    for (let i = 0; i < MAX_SEED_HTTP_CONNECTIONS; i++) {
      await new Promise<void>((opened) => open.push(connection(port, ENDLESS, opened)));
    }
    const began = performance.now();
    await connection(port, ENDLESS);
    expect(performance.now() - began).toBeLessThan(MAX_SEED_HTTP_REQUEST_MS / 2);
    server?.closeAllConnections();
    await Promise.all(open);
    expect((await fetch(`http://127.0.0.1:${port}/status`)).status).toBe(200);
  }, 40_000);
});
