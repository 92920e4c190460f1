import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ServedPage {
  origin: string;
  close(): Promise<void>;
}

/** A site of one page, for tests that need an origin and nothing else. */
export async function servePage(html: string): Promise<ServedPage> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(html);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return servedBy(server);
}

/** Where a server that listens is reached, and how it ends. */
export function servedBy(server: Server): ServedPage {
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
