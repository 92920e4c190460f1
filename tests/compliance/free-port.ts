import { createSocket } from 'node:dgram';
import { type AddressInfo, createServer } from 'node:net';

/** Free for TCP and for UDP: other programs on this machine use UDP for WebRTC. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
  const socket = createSocket('udp4');
  const isFree = await new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false));
    socket.bind(port, '0.0.0.0', () => resolve(true));
  });
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (isFree) await new Promise<void>((resolve) => socket.close(resolve));
  return isFree ? port : freePort();
}
