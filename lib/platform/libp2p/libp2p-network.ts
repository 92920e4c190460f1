import type { Connection, IdentifyResult, Stream } from '@libp2p/interface';
import { multiaddr } from '@multiformats/multiaddr';
import { assert } from '../../core/assert.ts';
import { WeftError } from '../../core/errors.ts';
import {
  DIAL_TICK_MS,
  DIAL_TIMEOUT_MS,
  MAX_MESSAGE_BYTES,
  MAX_MISSED_PINGS,
  MAX_STREAMS_PER_PROTOCOL,
  MIN_ANNOUNCE_INTERVAL_MS,
  PING_INTERVAL_MS,
  REQUEST_TIMEOUT_MS,
} from '../../core/limits.ts';
import type { PeerInfo, Protocol, Topic } from '../../node/ports.ts';
import { createPeerScores } from '../network/peer-scores.ts';
import { createAddressBook } from './address-book.ts';
import { isListener, parseAddress, peerOfAddress } from './addresses.ts';
import { closeConnection, dropConnection } from './close-connection.ts';
import { usableConnections } from './connection-choice.ts';
import { createConnectionGater } from './connection-gater.ts';
import type {
  DiallingNetwork,
  Libp2pNetworkComponents,
  Libp2pNetworkOptions,
} from './create-libp2p-network.ts';
import { createDialler, type Dialler } from './dialler.ts';
import { createGossip, type Gossip, type GossipHandler } from './gossip.ts';
import { identityFromPrivateKey } from './identity.ts';
import { createLibp2pNode, type Libp2pNode } from './libp2p-node.ts';
import { protocolName, STREAM_PROTOCOLS, type StreamProtocol } from './names.ts';
import { createParsedPeerIds } from './parsed-peer-ids.ts';
import { createPeerFinder, type PeerFinder } from './peer-finder.ts';
import { createPeerTable, type PeerTable } from './peer-table.ts';
import { createRequestClient, type RequestClient } from './request-client.ts';
import { createRequestServer, type RequestHandler, type RequestServer } from './request-server.ts';
import { needlessConnections } from './tidy-connections.ts';

export class Libp2pNetwork implements DiallingNetwork {
  readonly id: string;
  readonly #options: Libp2pNetworkOptions;
  readonly #components: Libp2pNetworkComponents;
  readonly #scores = createPeerScores();
  readonly #book = createAddressBook();
  readonly #peerIdOf = createParsedPeerIds();
  readonly #table: PeerTable;
  readonly #gossip: Gossip;
  readonly #client: RequestClient;
  readonly #server: RequestServer;
  readonly #dialler: Dialler;
  readonly #finder: PeerFinder;
  readonly #missedPings = new Map<string, number>();
  #node: Libp2pNode | undefined;
  #pinging = false;
  #timers: (() => void)[] = [];

  constructor(options: Libp2pNetworkOptions, components: Libp2pNetworkComponents) {
    this.#options = options;
    this.#components = components;
    const { chainId, requestTimeoutMs: timeoutMs = REQUEST_TIMEOUT_MS, local } = options;
    const { clock } = components;
    const { id } = identityFromPrivateKey(options.privateKey);
    this.id = id;
    this.#table = createPeerTable((peer) => this.#connectionsTo(peer));
    const count = this.#table.count;
    const violated = (peer: string, reason: string): void => this.#violated(peer, reason);
    this.#gossip = createGossip(chainId, {
      received: (peer, bytes) => count(peer, { in: bytes }),
      sent: (peer, bytes) => count(peer, { out: bytes }),
      rejected: (peer, topic) => this.penalise(peer, `rejected message on ${topic}`),
      oversized: (peer) => this.#violated(peer, 'oversized gossip'),
    });
    this.#client = createRequestClient({ chainId, timeoutMs })({
      clock,
      count,
      violated,
      connectionTo: (peer) => usableConnections(this.#connectionsTo(peer))[0],
    });
    this.#server = createRequestServer({ clock, count, violated });
    this.#finder = createPeerFinder({
      clock,
      book: this.#book,
      self: id,
      local,
      ownAddresses: () => this.addresses(),
      publish: (data) => this.#gossip.publish('peers', data),
      askForPeers: (peer) => this.#client.request(peer, 'peers', new Uint8Array()),
      penalise: (peer, reason) => this.penalise(peer, reason),
    });
    this.#dialler = createDialler(options)({
      clock,
      book: this.#book,
      connectionsTo: (peer) => this.#connectionsTo(peer),
      peerCount: () => this.peers().filter(({ seed }) => !seed).length,
      isBanned: (peer) => this.#isBanned(peer),
      addressesOf: (peer) => this.#addressesOf(peer),
      dial: (addresses) => this.#dial(addresses),
    });
    this.#gossip.on('peers', (message) => this.#finder.heard(message));
    this.#server.on('ping', async () => new Uint8Array());
    this.#server.on('peers', async () => this.#finder.answer());
    this.#table.onConnected((peer) => this.#peerConnected(peer));
    this.#table.onDisconnected((peer) => this.#peerDisconnected(peer));
  }

  async start(): Promise<void> {
    const { chainId, privateKey, listen, announce = [], iceServers, maxPeers } = this.#options;
    this.#remember(this.#options.knownAddresses ?? []);
    const node = await createLibp2pNode({
      chainId,
      privateKey,
      listen,
      announce,
      iceServers,
      // Each peer may have a circuit and two connections for a moment.
      maxConnections: 2 * maxPeers + this.#options.seeds.length,
      services: this.#components.services ?? {},
      gater: createConnectionGater({
        local: this.#options.local,
        isBanned: (peer) => this.#isBanned(peer),
        isFull: (peer) => !this.#table.has(peer) && this.peers().length >= maxPeers,
      }),
    });
    this.#node = node;
    for (const protocol of STREAM_PROTOCOLS) await this.#handle(node, protocol);
    await node.start();
    this.#listenTo(node);
    this.#gossip.start(node.services.pubsub);
    for (const connection of node.getConnections()) this.#changed(connection);
    this.#every(DIAL_TICK_MS, () => this.#tick());
    this.#every(MIN_ANNOUNCE_INTERVAL_MS, () => this.#finder.tick());
    this.#every(PING_INTERVAL_MS, () => this.#pingAll());
    this.#dialler.tick();
  }

  async stop(): Promise<void> {
    for (const cancel of this.#timers.splice(0)) cancel();
    this.#finder.stop();
    this.#gossip.stop();
    const node = this.#node;
    // Without streams, so that none waits for a peer that may be gone.
    await Promise.all(node?.getConnections().map(dropConnection) ?? []);
    await node?.stop();
    this.#node = undefined;
    this.#table.clear();
  }

  peers(): PeerInfo[] {
    return this.#table.peers();
  }

  addresses(): string[] {
    return this.#node?.getMultiaddrs().map(String) ?? [];
  }

  knownAddresses(): string[] {
    return this.#book.firstHand().flatMap(({ addresses }) => addresses);
  }

  publish(topic: Topic, data: Uint8Array): Promise<void> {
    return this.#gossip.publish(topic, data);
  }

  onGossip(topic: Topic, handler: GossipHandler): void {
    assert(topic !== 'peers', 'the network itself reads the topic of peers');
    this.#gossip.on(topic, handler);
  }

  async request(peer: string, protocol: Protocol, data: Uint8Array): Promise<Uint8Array> {
    assert(data.length <= MAX_MESSAGE_BYTES, 'requests fit MAX_MESSAGE_BYTES');
    if (this.#table.has(peer)) return this.#client.request(peer, protocol, data);
    throw new WeftError('network/unreachable', `not connected to ${peer}`, { peer });
  }

  onRequest(protocol: Protocol, handler: RequestHandler): void {
    this.#server.on(protocol, handler);
  }

  onPeerConnected(listener: (peer: string) => void): void {
    this.#table.onConnected(listener);
  }

  onPeerDisconnected(listener: (peer: string) => void): void {
    this.#table.onDisconnected(listener);
  }

  penalise(peer: string, _reason: string): void {
    if (this.#scores.penalise(peer, this.#components.clock.monotonicMs())) this.#drop(peer);
  }

  #connectionsTo(peer: string): readonly Connection[] {
    return this.#node?.getConnections(this.#peerIdOf(peer)) ?? [];
  }

  #isBanned(peer: string): boolean {
    return this.#scores.isBanned(peer, this.#components.clock.monotonicMs());
  }

  async #handle(node: Libp2pNode, protocol: StreamProtocol): Promise<void> {
    const accept = (stream: Stream, connection: Connection): void =>
      this.#server.accept(protocol, stream, connection.remotePeer.toString());
    await node.handle(protocolName(this.#options.chainId, protocol), accept, {
      maxInboundStreams: MAX_STREAMS_PER_PROTOCOL,
      maxOutboundStreams: MAX_STREAMS_PER_PROTOCOL,
    });
  }

  /** After the node has started, so that its own listeners have run when these are called. */
  #listenTo(node: Libp2pNode): void {
    node.addEventListener('connection:open', ({ detail }) => this.#changed(detail));
    node.addEventListener('connection:close', ({ detail }) => {
      this.#changed(detail);
      this.#moveGossip(node, detail);
    });
    node.addEventListener('peer:identify', ({ detail }) => this.#identified(detail));
  }

  #changed({ remotePeer }: Connection): void {
    const peer = remotePeer.toString();
    this.#table.update(peer, this.#connectionsTo(peer));
  }

  #identified({ peerId, listenAddrs }: IdentifyResult): void {
    // Only a seed can listen without somebody else's relay.
    if (listenAddrs.some(isListener)) this.#table.setSeed(peerId.toString());
    // Now the peer's other addresses are known.
    this.#dialler.tick();
  }

  /**
   * Gossip keeps one stream to a peer and does not open another when the stream's connection ends
   * while a second connection lives. Identifying the peer again makes it look.
   */
  #moveGossip(node: Libp2pNode, closed: Connection): void {
    const [left] = usableConnections(this.#connectionsTo(closed.remotePeer.toString()));
    if (left === undefined || closed.limits !== undefined) return;
    void node.services.identify.identify(left).catch(() => undefined);
  }

  #peerConnected(peer: string): void {
    this.#finder.announce();
    void this.#ping(peer);
    void this.#finder.ask(peer);
  }

  #peerDisconnected(peer: string): void {
    this.#client.forget(peer);
    this.#server.forget(peer);
    this.#missedPings.delete(peer);
  }

  #tick(): void {
    this.#dialler.tick();
    const { leaveWebsockets } = this.#options;
    const wallMs = this.#components.clock.wallMs();
    for (const { id: peer } of this.peers()) {
      const options = { self: this.id, peer, wallMs, leaveWebsockets };
      for (const connection of needlessConnections(this.#connectionsTo(peer), options)) {
        void closeConnection(connection);
      }
    }
  }

  /** One after the other: pings sent together measure how long the others take. */
  async #pingAll(): Promise<void> {
    if (this.#pinging) return;
    this.#pinging = true;
    for (const { id } of this.peers()) await this.#ping(id);
    this.#pinging = false;
  }

  async #ping(peer: string): Promise<void> {
    const { clock } = this.#components;
    try {
      // The first answer includes opening the stream, the second is the round trip alone.
      if (!this.#missedPings.has(peer)) await this.#client.request(peer, 'ping', new Uint8Array());
      const sentMs = clock.monotonicMs();
      await this.#client.request(peer, 'ping', new Uint8Array());
      this.#table.setLatency(peer, clock.monotonicMs() - sentMs);
      this.#missedPings.set(peer, 0);
    } catch {
      if (!this.#table.has(peer)) return;
      const missed = (this.#missedPings.get(peer) ?? 0) + 1;
      this.#missedPings.set(peer, missed);
      if (missed >= MAX_MISSED_PINGS) this.#drop(peer);
    }
  }

  #violated(peer: string, reason: string): void {
    this.penalise(peer, reason);
    this.#drop(peer);
  }

  #drop(peer: string): void {
    for (const connection of this.#connectionsTo(peer)) void dropConnection(connection);
  }

  async #dial(addresses: readonly string[]): Promise<string | undefined> {
    const targets = addresses.map((text) => multiaddr(text));
    const signal = AbortSignal.timeout(DIAL_TIMEOUT_MS);
    const connection = await this.#node?.dial(targets, { signal, force: true });
    return connection?.remoteAddr.toString();
  }

  async #addressesOf(peer: string): Promise<string[]> {
    const known = await this.#node?.peerStore.get(this.#peerIdOf(peer)).catch(() => undefined);
    return known?.addresses.map(({ multiaddr: address }) => `${address}/p2p/${peer}`) ?? [];
  }

  /** What peers told of themselves in an earlier run. */
  #remember(texts: readonly string[]): void {
    const addresses = new Map<string, string[]>();
    for (const text of texts) {
      const address = parseAddress(text);
      const peer = address && peerOfAddress(address);
      if (peer === undefined || peer === this.id) continue;
      addresses.set(peer, [...(addresses.get(peer) ?? []), text]);
    }
    for (const [peer, known] of addresses) this.#book.learn(peer, known, 0);
  }

  #every(intervalMs: number, work: () => void): void {
    const index = this.#timers.length;
    const run = (): void => {
      this.#timers[index] = this.#components.clock.after(intervalMs, run);
      work();
    };
    this.#timers[index] = this.#components.clock.after(intervalMs, run);
  }
}
