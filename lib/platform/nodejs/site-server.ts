import { createServer, type Server } from 'node:http';
import handler from 'serve-handler';

/**
 * Serves an exported site from a folder, and the network file from memory: the one thing that
 * differs between two deployments of the same build.
 */
export async function serveSite(options: {
  folder: string;
  port: number;
  host: string;
  networkFile: string;
}): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url?.split('?')[0] === '/network.json') {
      response.setHeader('content-type', 'application/json');
      response.setHeader('cache-control', 'no-store');
      response.end(options.networkFile);
      return;
    }
    handler(request, response, {
      public: options.folder,
      trailingSlash: true,
      headers: [
        {
          source: '_next/static/**',
          headers: [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }],
        },
      ],
    }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return server;
}
