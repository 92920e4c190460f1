import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Hex } from '../../../lib/core/bytes.ts';
import type { WeftNode } from '../../../lib/node/create-node.ts';
import { networkFileFromJson } from '../../../lib/node/network-file.ts';
import { createSeedNode } from '../../../lib/platform/nodejs/create-seed-node.ts';
import { createPrometheusMetrics } from '../../../lib/platform/nodejs/prometheus-metrics.ts';

// Seeds that count the bytes of their TCP sockets, whoever opened them. Arguments: network file,
// then port, data folder and key file of each, without key file as '-'. Answers each message of
// its parent, and ends with it.

/** With an envelope: a transaction that the first node sends before the answer. */
export interface CountingNodesRequest {
  envelope?: Hex;
}

/** Bytes of each node since its start, and the chain as the first one sees it. */
export interface CountingNodesAnswer {
  atMs: number;
  traffic: { sent: number; received: number }[];
  height: number;
  missedViews: number;
}

interface Counter {
  port: number;
  sockets: Socket[];
}

const [, , networkPath = '', ...parameters] = process.argv;
const network = networkFileFromJson(JSON.parse(readFileSync(networkPath, 'utf8')));
const counters: Counter[] = [];
/** Whose code runs: a socket that is opened is that node's. */
const running = new AsyncLocalStorage<Counter>();
subscribe('net.client.socket', (message) => {
  running.getStore()?.sockets.push((message as { socket: Socket }).socket);
});
subscribe('net.server.socket', (message) => {
  const { socket } = message as { socket: Socket };
  counters.find(({ port }) => port === socket.localPort)?.sockets.push(socket);
});

const nodes: WeftNode[] = [];
for (let at = 0; at < parameters.length; at += 3) {
  const [port = '', dataFolder = '', keyFile = ''] = parameters.slice(at, at + 3);
  const counter: Counter = { port: Number(port), sockets: [] };
  counters.push(counter);
  const node = await running.run(counter, async () => {
    const created = await createSeedNode({
      network,
      dataFolder,
      ...(keyFile !== '-' && { keyFile }),
      host: '127.0.0.1',
      port: counter.port,
      relay: true,
      archive: false,
      metrics: createPrometheusMetrics(),
    });
    await created.start();
    return created;
  });
  nodes.push(node);
}
process.on('message', async ({ envelope }: CountingNodesRequest) => {
  if (envelope) await nodes[0]?.rpc.handleRequest('send', { envelope });
  process.send?.(await count());
});
process.on('disconnect', () => process.exit(0));
process.send?.(await count());

async function count(): Promise<CountingNodesAnswer | undefined> {
  const status = await nodes[0]?.rpc.handleRequest('status', undefined);
  return (
    status && {
      atMs: performance.now(),
      traffic: counters.map(({ sockets }) => ({
        sent: sockets.reduce((sum, { bytesWritten }) => sum + bytesWritten, 0),
        received: sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0),
      })),
      height: Number(status.finalizedHeight),
      missedViews: status.missedViews,
    }
  );
}
