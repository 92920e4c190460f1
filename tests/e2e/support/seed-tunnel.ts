import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { NetworkFile } from '../../../lib/node/network-file.ts';

/** Stands between a browser and the WebSocket ports of the seeds. */
export interface SeedTunnel {
  /** Switch that leads the browser's connections to those ports through the tunnel. */
  browserSwitch: string;
  openCount(): number;
  /** How many WebSockets were ever opened: a tab drops its own once it is connected directly. */
  openedCount(): number;
  /** Closes every WebSocket and refuses new ones. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function createSeedTunnel(file: NetworkFile): Promise<SeedTunnel> {
  const sockets = new Set<Socket>();
  let isCut = false;
  let opened = 0;
  const targets = file.seeds.flatMap(({ addresses }) => addresses.flatMap(webSocketTarget));
  const servers = targets.map(({ host, port }) =>
    createServer((inside) => {
      if (isCut) return void inside.destroy();
      const outside = connect(port, host);
      sockets.add(inside);
      opened += 1;
      inside.once('close', () => {
        sockets.delete(inside);
        outside.destroy();
      });
      outside.once('close', () => inside.destroy());
      for (const socket of [inside, outside]) socket.on('error', () => socket.destroy());
      inside.pipe(outside).pipe(inside);
    }),
  );
  for (const server of servers) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  const rules = servers.map((server, index) => {
    const target = targets[index];
    return `MAP ${target?.host}:${target?.port} 127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  return {
    browserSwitch: `--host-resolver-rules=${rules.join(',')}`,
    openCount: () => sockets.size,
    openedCount: () => opened,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      isCut = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      for (const server of servers) server.close();
    },
  };
}

/** Host and port of `/ip4/127.0.0.1/tcp/4100/ws/p2p/…`; nothing for other transports. */
function webSocketTarget(address: string): { host: string; port: number }[] {
  const match = address.match(/^\/(?:ip4|dns4)\/([^/]+)\/tcp\/(\d+)\/ws\//);
  return match?.[1] ? [{ host: match[1], port: Number(match[2]) }] : [];
}
