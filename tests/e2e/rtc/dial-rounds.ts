import { multiaddr } from '@multiformats/multiaddr';
import { rtcLink } from '../../../lib/platform/browser/rtc-link.ts';
import { createIdentity } from '../../../lib/platform/libp2p/identity.ts';
import { createLibp2pNode, type Libp2pNode } from '../../../lib/platform/libp2p/libp2p-node.ts';
import { protocolName } from '../../../lib/platform/libp2p/names.ts';
import { createRequestServer } from '../../../lib/platform/libp2p/request-server.ts';
import { createSystemClock } from '../../../lib/platform/system-clock.ts';

const clock = createSystemClock();

// Dials the same peer again and again, below the network's own dialling.

/** Seeds drop who does not answer their pings. */
async function answerPings(node: Libp2pNode, chainId: string): Promise<void> {
  const ignore = (): void => {};
  const server = createRequestServer({ clock, count: ignore, violated: ignore });
  server.on('ping', async () => new Uint8Array());
  await node.handle(protocolName(chainId, 'ping'), (stream, connection) =>
    server.accept('ping', stream, connection.remotePeer.toString()),
  );
}

async function startNode(
  chainId: string,
  seed: string,
  brokerPort: MessagePort,
): Promise<Libp2pNode> {
  rtcLink.attach(brokerPort);
  const { privateKey } = await createIdentity();
  const node = await createLibp2pNode({
    chainId,
    privateKey,
    listen: ['/p2p-circuit', '/webrtc'],
    announce: [],
    iceServers: [],
    maxConnections: 50,
    gater: { denyDialMultiaddr: () => false },
    services: {},
  });
  await answerPings(node, chainId);
  await node.start();
  await node.dial(multiaddr(seed));
  return node;
}

/** Waits for a relay and answers with the addresses that others can dial. */
export async function openDialTarget(
  chainId: string,
  seed: string,
  brokerPort: MessagePort,
): Promise<string[]> {
  const node = await startNode(chainId, seed, brokerPort);
  for (;;) {
    const addresses = node.getMultiaddrs().map(String);
    const dialable = addresses.filter((text) => text.includes('/webrtc/'));
    if (dialable.length > 0) return dialable;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Duration of each dial; one that hangs counts as its time-out of 10 s. */
export async function dialRounds(
  chainId: string,
  seed: string,
  target: readonly string[],
  rounds: number,
  brokerPort: MessagePort,
): Promise<number[]> {
  const node = await startNode(chainId, seed, brokerPort);
  const timesMs: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const startMs = performance.now();
    const address = multiaddr(target[0]);
    const signal = AbortSignal.timeout(10_000);
    const connection = await node.dial(address, { signal }).catch(() => undefined);
    timesMs.push(connection === undefined ? 10_000 : performance.now() - startMs);
    await node.hangUp(address);
  }
  return timesMs.sort((a, b) => a - b);
}
