import type { Connection } from '@libp2p/interface';
import { multiaddr } from '@multiformats/multiaddr';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Network } from '../../lib/node/ports.ts';
import { closeConnection } from '../../lib/platform/libp2p/close-connection.ts';
import { createIdentity } from '../../lib/platform/libp2p/identity.ts';
import { createLibp2pNode, type Libp2pNode } from '../../lib/platform/libp2p/libp2p-node.ts';
import { protocolName, STREAM_PROTOCOLS } from '../../lib/platform/libp2p/names.ts';
import { startSeed, TEST_CHAIN } from './libp2p-networks.ts';
import { until } from './network-cases.ts';

// A connection over WebRTC has a stream for each protocol and direction, each of which waits until
// the other side has heard that it ends.

let network: Network;
let peer: Libp2pNode;
let connection: Connection;
const warnings: string[] = [];
const onWarning = ({ message }: Error): void => void warnings.push(message);

beforeEach(async () => {
  warnings.length = 0;
  process.on('warning', onWarning);
  network = await startSeed({});
  const { privateKey } = await createIdentity();
  peer = await createLibp2pNode({
    chainId: TEST_CHAIN,
    privateKey,
    listen: [],
    announce: [],
    iceServers: [],
    maxConnections: 10,
    gater: { denyDialMultiaddr: () => false },
    services: {},
  });
  for (const protocol of STREAM_PROTOCOLS) {
    await peer.handle(protocolName(TEST_CHAIN, protocol), () => {});
  }
  await peer.start();
  const direct = network.addresses().find((text) => text.includes('/webrtc-direct/'));
  connection = await peer.dial(multiaddr(direct));
  await until(() => network.peers().length === 1);
  for (const protocol of [...STREAM_PROTOCOLS, ...STREAM_PROTOCOLS]) {
    await connection.newStream(protocolName(TEST_CHAIN, protocol), { maxOutboundStreams: 100 });
  }
  expect(connection.streams.length).toBeGreaterThan(10);
});

afterEach(async () => {
  process.off('warning', onWarning);
  await peer.stop();
  await network.stop();
});

describe('a connection with many streams', () => {
  it('is closed without a warning of leaks', async () => {
    await closeConnection(connection);
    await until(() => network.peers().length === 0);
    expect(warnings).toEqual([]);
  });

  it('ends with its node without a warning of leaks', async () => {
    await network.stop();
    await until(() => connection.status !== 'open');
    expect(warnings).toEqual([]);
  });
});
