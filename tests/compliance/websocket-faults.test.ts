import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Network } from '../../lib/node/ports.ts';
import { createIdentity } from '../../lib/platform/libp2p/identity.ts';
import { startSeed } from './libp2p-networks.ts';
import { pause, until } from './network-cases.ts';

// Errors of a websocket that nobody listens to would end the process.

let network: Network;

afterEach(() => network.stop());

describe('a seed that is reached by websocket', () => {
  beforeEach(async () => {
    network = await startSeed({});
  });

  it.each([
    ['a frame of an unknown kind', Uint8Array.of(0x83, 0x80, 0, 0, 0, 0)],
    ['a frame without a mask', Uint8Array.of(0x82, 0x01, 0)],
    ['a frame longer than anything', Uint8Array.of(0x82, 0xff, ...Array(8).fill(0xff), 0, 0, 0, 0)],
  ])('outlives %s', async (_what, frame) => {
    const address = network.addresses().find((text) => text.includes('/ws/'));
    const socket = connect(Number(address?.split('/')[4]), '127.0.0.1');
    let answer = '';
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.write(HANDSHAKE);
    await until(() => answer.includes('101 Switching Protocols'));
    socket.write(frame);
    await until(() => socket.closed || socket.readableEnded);
    const other = await startSeed({ seeds: network.addresses() });
    await until(() => other.peers().length === 1 && network.peers().length === 1);
    await other.stop();
  });
});

describe('a seed that dials', () => {
  let server: Server;

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('outlives a refusal that comes after it stopped waiting', async () => {
    let asked = 0;
    server = createServer();
    server.on('upgrade', (_request, socket) => {
      asked++;
      socket.on('error', () => undefined);
      setTimeout(() => socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n'), 500);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { id } = await createIdentity();
    const { port } = server.address() as AddressInfo;
    network = await startSeed({ seeds: [`/ip4/127.0.0.1/tcp/${port}/ws/p2p/${id}`] });
    await until(() => asked > 0);
    await network.stop();
    await pause(700);
    expect(asked).toBeGreaterThan(0);
  });
});

const HANDSHAKE = [
  'GET / HTTP/1.1',
  'Host: seed',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  '',
  '',
].join('\r\n');
