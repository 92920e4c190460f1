import type { Stream } from '@libp2p/interface';
import { multiaddr } from '@multiformats/multiaddr';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_MESSAGE_BYTES } from '../../lib/core/limits.ts';
import type { Network } from '../../lib/node/ports.ts';
import { encodeFrame } from '../../lib/platform/libp2p/frame.ts';
import { createGossip, type Gossip } from '../../lib/platform/libp2p/gossip.ts';
import { createIdentity } from '../../lib/platform/libp2p/identity.ts';
import { createLibp2pNode, type Libp2pNode } from '../../lib/platform/libp2p/libp2p-node.ts';
import { protocolName, topicName } from '../../lib/platform/libp2p/names.ts';
import { startSeed, TEST_CHAIN } from './libp2p-networks.ts';
import { pause, until } from './network-cases.ts';

// A peer that speaks libp2p but not our rules.

let network: Network;
let hostile: Libp2pNode;

beforeEach(async () => {
  network = await startSeed({ requestTimeoutMs: 1_000 });
  network.onRequest('status', async (_peer, data) => data);
  const { privateKey } = await createIdentity();
  hostile = await createLibp2pNode({
    chainId: TEST_CHAIN,
    privateKey,
    listen: [],
    announce: [],
    iceServers: [],
    maxConnections: 10,
    gater: { denyDialMultiaddr: () => false },
    services: {},
  });
  await hostile.start();
  await hostile.dial(multiaddr(network.addresses().find((text) => text.includes('/ws/'))));
  await until(() => network.peers().length === 1);
});

afterEach(async () => {
  await hostile.stop();
  await network.stop();
});

describe('a hostile peer', () => {
  it.each([
    ['a length beyond the largest message', Uint8Array.of(255, 255, 255, 255, 0)],
    ['a length too short for a frame', Uint8Array.of(0, 0, 0, 1, 0)],
    ['a frame of unknown kind', Uint8Array.of(0, 0, 0, 5, 9, 0, 0, 0, 1)],
    ['an answer where requests belong', encodeFrame(frame('answer'))],
    ['text', new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n')],
  ])('is dropped for %s', async (_what, bytes) => {
    (await openStream()).send(bytes);
    await until(() => network.peers().length === 0);
  });

  it('may stay silent, or stop in the middle of a frame, and harms nobody', async () => {
    await openStream();
    (await openStream()).send(encodeFrame(frame('request')).subarray(0, 6));
    await pause(300);
    expect(network.peers().length).toBe(1);
    const other = await startSeed({ seeds: network.addresses() });
    await until(() => other.peers().length === 1);
    const answer = await other.request(network.id, 'status', Uint8Array.of(1));
    expect([...answer]).toEqual([1]);
    await other.stop();
  });

  it('opens a few streams of a protocol and no more', async () => {
    const opened = await Promise.allSettled(Array.from({ length: 12 }, openStream));
    await pause(300);
    const alive = opened.filter((s) => s.status === 'fulfilled' && s.value.status === 'open');
    expect(alive.length).toBeLessThanOrEqual(4);
  });

  it('is dropped for gossip beyond the largest message', async () => {
    network.onGossip('votes', () => 'accept');
    const { pubsub } = hostile.services;
    const topic = topicName(TEST_CHAIN, 'votes');
    await until(() => pubsub.getSubscribers(topic).length > 0);
    await pubsub.publish(topic, new Uint8Array(MAX_MESSAGE_BYTES + 1));
    await until(() => network.peers().length === 0);
  });

  it('is dropped when it keeps announcing the addresses of others', async () => {
    const gossip = quietGossip();
    gossip.start(hostile.services.pubsub);
    const topic = topicName(TEST_CHAIN, 'peers');
    await until(() => hostile.services.pubsub.getSubscribers(topic).length > 0);
    for (let i = 0; i < 12; i++) await gossip.publish('peers', Uint8Array.of(0xc1, i));
    await until(() => network.peers().length === 0);
  });

  it('is asked in vain when it does not answer', async () => {
    await hostile.handle(protocolName(TEST_CHAIN, 'status'), () => {});
    const asked = network.request(hostile.peerId.toString(), 'status', Uint8Array.of(1));
    await expect(asked).rejects.toMatchObject({ code: 'network/timeout' });
  });
});

function openStream(): Promise<Stream> {
  const [connection] = hostile.getConnections();
  if (connection === undefined) throw new RangeError('not connected');
  return connection.newStream(protocolName(TEST_CHAIN, 'status'), { maxOutboundStreams: 100 });
}

function frame(kind: 'request' | 'answer') {
  return { kind, request: 1, payload: new Uint8Array(8) };
}

function quietGossip(): Gossip {
  const ignore = (): void => {};
  return createGossip(TEST_CHAIN, {
    received: ignore,
    sent: ignore,
    rejected: ignore,
    oversized: ignore,
  });
}
