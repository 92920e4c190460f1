import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Hex } from '../../../lib/core/bytes.ts';
import { networkFileFromJson } from '../../../lib/node/network-file.ts';
import { createSeedNode } from '../../../lib/platform/nodejs/create-seed-node.ts';
import { createPrometheusMetrics } from '../../../lib/platform/nodejs/prometheus-metrics.ts';

// A seed that counts the bytes of its TCP sockets, whoever opened them. Arguments: network file,
// data folder, port, key file. It answers each message of its parent, and ends with it.

/** With an envelope: a transaction to send before the answer. */
export interface CountingNodeRequest {
  envelope?: Hex;
}

/** Bytes since the start, as far as the node's own view of the chain. */
export interface CountingNodeAnswer {
  atMs: number;
  sent: number;
  received: number;
  height: number;
  missedViews: number;
}

const sockets = new Set<Socket>();
const closed = { sent: 0, received: 0 };
for (const channel of ['net.client.socket', 'net.server.socket']) {
  subscribe(channel, (message) => {
    const { socket } = message as { socket: Socket };
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      closed.sent += socket.bytesWritten;
      closed.received += socket.bytesRead;
    });
  });
}

const [, , networkPath = '', dataFolder = '', port = '', keyFile] = process.argv;
const node = await createSeedNode({
  network: networkFileFromJson(JSON.parse(readFileSync(networkPath, 'utf8'))),
  dataFolder,
  ...(keyFile && { keyFile }),
  host: '127.0.0.1',
  port: Number(port),
  relay: true,
  archive: false,
  metrics: createPrometheusMetrics(),
});
process.on('message', async ({ envelope }: CountingNodeRequest) => {
  if (envelope) await node.rpc.handleRequest('send', { envelope });
  process.send?.(await count());
});
process.on('disconnect', () => void node.stop().then(() => process.exit(0)));
await node.start();
process.send?.(await count());

async function count(): Promise<CountingNodeAnswer> {
  const { finalizedHeight, missedViews } = await node.rpc.handleRequest('status', undefined);
  const open = [...sockets];
  return {
    atMs: performance.now(),
    sent: open.reduce((sum, { bytesWritten }) => sum + bytesWritten, closed.sent),
    received: open.reduce((sum, { bytesRead }) => sum + bytesRead, closed.received),
    height: Number(finalizedHeight),
    missedViews,
  };
}
