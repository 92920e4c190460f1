import { createWorkerNetwork } from '../../../lib/platform/browser/create-worker-network.ts';
import type { DiallingNetwork } from '../../../lib/platform/libp2p/create-libp2p-network.ts';
import { createIdentity } from '../../../lib/platform/libp2p/identity.ts';
import { createSystemClock } from '../../../lib/platform/system-clock.ts';
import { dialRounds, openDialTarget } from './dial-rounds.ts';

// The worker of the WebRTC tests: one network, and methods that the page's `call` reaches.

const sockets = new Set<WebSocket>();
const RealWebSocket = globalThis.WebSocket;
globalThis.WebSocket = class extends RealWebSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols);
    sockets.add(this);
    this.addEventListener('close', () => sockets.delete(this));
  }
};

const clock = createSystemClock();
const heardMs: number[] = [];
const disconnects: { peer: string; atMs: number }[] = [];
let brokerPort: MessagePort;
let network: DiallingNetwork;

const wallMs = (): number => performance.timeOrigin + performance.now();

const methods: Record<string, (...args: never[]) => unknown> = {
  async start(chainId: string, seeds: string[]) {
    const { privateKey } = await createIdentity();
    const options = { chainId, privateKey, seeds, iceServers: [], local: true };
    network = createWorkerNetwork(options)({ clock, brokerPort });
    network.onGossip('votes', ({ data }) => {
      heardMs.push(wallMs() - new DataView(data.buffer, data.byteOffset).getFloat64(0));
      return 'accept';
    });
    network.onRequest('status', async (_peer, data) => data);
    network.onPeerDisconnected((peer) => disconnects.push({ peer, atMs: wallMs() }));
    await network.start();
    return network.id;
  },
  peers: () => network.peers(),
  addresses: () => network.addresses(),
  disconnects: () => disconnects,
  openSockets: () => sockets.size,
  async echo(peer: string, rounds: number, bytes: number) {
    const timesMs: number[] = [];
    for (let i = 0; i < rounds; i++) {
      const sentMs = performance.now();
      const answer = await network.request(peer, 'status', new Uint8Array(bytes));
      if (answer.length !== bytes) throw new DOMException('wrong answer');
      timesMs.push(performance.now() - sentMs);
      await new Promise((resolve) => setTimeout(resolve, 260));
    }
    return timesMs.sort((a, b) => a - b);
  },
  async publish(times: number, bytes: number) {
    for (let i = 0; i < times; i++) {
      const data = new Uint8Array(bytes);
      new DataView(data.buffer).setFloat64(0, wallMs());
      await network.publish('votes', data);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  },
  heard: () => heardMs.splice(0),
  openDialTarget: (chainId: string, seed: string) => openDialTarget(chainId, seed, brokerPort),
  dialRounds: (chainId: string, seed: string, target: string[], rounds: number) =>
    dialRounds(chainId, seed, target, rounds, brokerPort),
};

self.onmessage = async ({ data }) => {
  if (data.brokerPort !== undefined) {
    brokerPort = data.brokerPort;
    return;
  }
  try {
    const value = await methods[data.method]?.(...(data.args as never[]));
    self.postMessage({ id: data.id, value });
  } catch (thrown) {
    self.postMessage({ id: data.id, error: String(thrown) });
  }
};
