import { assert } from '../../core/assert.ts';
import { WeftError } from '../../core/errors.ts';
import {
  MAX_CONCURRENT_REQUESTS_PER_PEER,
  MAX_MESSAGE_BYTES,
  MAX_PEERS,
  REQUEST_TIMEOUT_MS,
} from '../../core/limits.ts';
import type {
  Clock,
  GossipMessage,
  Network,
  PeerInfo,
  Protocol,
  Topic,
  Verdict,
} from '../../node/ports.ts';
import { createPeerScores } from '../network/peer-scores.ts';
import { createRequestRate } from '../network/request-rate.ts';
import { createSeenMessages } from '../network/seen-messages.ts';
import type { MemoryEndpoint, MemoryFrame, MemoryHub } from './memory-hub.ts';

export interface MemoryNetworkOptions {
  id: string;
  /** Shown in the peer lists of others. */
  seed?: boolean;
  maxPeers?: number;
  requestTimeoutMs?: number;
}

export interface MemoryNetworkComponents {
  hub: MemoryHub;
  clock: Clock;
}

/** A simulated network: the same promises as the real one, with nothing but a hub below it. */
export function createMemoryNetwork(options: MemoryNetworkOptions) {
  return (components: MemoryNetworkComponents): Network => new HubNetwork(options, components);
}

interface Link {
  seed: boolean;
  bytesIn: number;
  bytesOut: number;
  /** Requests of this peer being served. */
  serving: number;
}

interface Pending {
  peer: string;
  settle(outcome: Uint8Array | WeftError): void;
}

type GossipHandler = (message: GossipMessage) => Verdict | Promise<Verdict>;
type RequestHandler = (peer: string, data: Uint8Array) => Promise<Uint8Array>;
type PeerListener = (peer: string) => void;

class HubNetwork implements Network, MemoryEndpoint {
  readonly id: string;
  readonly seed: boolean;
  readonly #maxPeers: number;
  readonly #requestTimeoutMs: number;
  readonly #hub: MemoryHub;
  readonly #clock: Clock;
  readonly #links = new Map<string, Link>();
  readonly #pending = new Map<number, Pending>();
  readonly #gossipHandlers = new Map<Topic, GossipHandler>();
  readonly #requestHandlers = new Map<Protocol, RequestHandler>();
  readonly #connected: PeerListener[] = [];
  readonly #disconnected: PeerListener[] = [];
  readonly #scores = createPeerScores();
  readonly #rate = createRequestRate();
  readonly #seen = createSeenMessages();
  readonly #incarnation: number;
  #nextNumber = 0;

  constructor(options: MemoryNetworkOptions, { hub, clock }: MemoryNetworkComponents) {
    this.id = options.id;
    this.seed = options.seed ?? false;
    this.#maxPeers = options.maxPeers ?? MAX_PEERS;
    this.#requestTimeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
    this.#hub = hub;
    this.#clock = clock;
    this.#incarnation = hub.nextIncarnation();
  }

  async start(): Promise<void> {
    this.#hub.join(this);
  }

  async stop(): Promise<void> {
    this.#hub.leave(this.id);
  }

  peers(): PeerInfo[] {
    return Array.from(this.#links, ([id, { seed, bytesIn, bytesOut }]) => {
      return { id, direct: true, transport: 'memory', bytesIn, bytesOut, seed };
    });
  }

  addresses(): string[] {
    return [`/memory/${this.id}`];
  }

  async publish(topic: Topic, data: Uint8Array): Promise<void> {
    assert(data.length <= MAX_MESSAGE_BYTES, 'published messages fit MAX_MESSAGE_BYTES');
    const key = `${this.id} ${this.#incarnation} ${this.#nextNumber++}`;
    this.#seen.add(key);
    const frame = { kind: 'gossip', topic, data: data.slice(), author: this.id, key } as const;
    for (const peer of this.#links.keys()) this.#send(peer, frame);
  }

  onGossip(topic: Topic, handler: GossipHandler): void {
    this.#gossipHandlers.set(topic, handler);
  }

  async request(peer: string, protocol: Protocol, data: Uint8Array): Promise<Uint8Array> {
    assert(data.length <= MAX_MESSAGE_BYTES, 'requests fit MAX_MESSAGE_BYTES');
    if (!this.#links.has(peer)) throw failure('network/unreachable', peer);
    const request = this.#nextNumber++;
    return new Promise((resolve, reject) => {
      const settle = (outcome: Uint8Array | WeftError): void => {
        cancel();
        this.#pending.delete(request);
        if (outcome instanceof WeftError) reject(outcome);
        else resolve(outcome);
      };
      const expire = (): void => settle(failure('network/timeout', peer));
      const cancel = this.#clock.after(this.#requestTimeoutMs, expire);
      this.#pending.set(request, { peer, settle });
      this.#send(peer, { kind: 'request', request, protocol, data: data.slice() });
    });
  }

  onRequest(protocol: Protocol, handler: RequestHandler): void {
    this.#requestHandlers.set(protocol, handler);
  }

  onPeerConnected(listener: PeerListener): void {
    this.#connected.push(listener);
  }

  onPeerDisconnected(listener: PeerListener): void {
    this.#disconnected.push(listener);
  }

  penalise(peer: string, _reason: string): void {
    if (this.#scores.penalise(peer, this.#clock.monotonicMs())) this.#hub.unlink(this.id, peer);
  }

  accepts(peer: string): boolean {
    const isBanned = this.#scores.isBanned(peer, this.#clock.monotonicMs());
    return this.#links.size < this.#maxPeers && !isBanned;
  }

  linked({ id, seed }: MemoryEndpoint): void {
    this.#links.set(id, { seed, bytesIn: 0, bytesOut: 0, serving: 0 });
    this.#clock.after(0, () => notify(this.#connected, id));
  }

  unlinked(peer: string): void {
    this.#links.delete(peer);
    this.#rate.forget(peer);
    for (const entry of this.#pending.values()) {
      if (entry.peer === peer) entry.settle(failure('network/unreachable', peer));
    }
    this.#clock.after(0, () => notify(this.#disconnected, peer));
  }

  receive(from: string, frame: MemoryFrame): void {
    const link = this.#links.get(from);
    if (link === undefined) return;
    link.bytesIn += sizeOf(frame);
    if (sizeOf(frame) > MAX_MESSAGE_BYTES) this.#hub.unlink(this.id, from);
    else if (frame.kind === 'gossip') void this.#judge(from, frame);
    else if (frame.kind === 'request') void this.#serve(from, link, frame);
    else this.#pending.get(frame.request)?.settle(frame.data ?? failure('network/refused', from));
  }

  #send(to: string, frame: MemoryFrame): void {
    const link = this.#links.get(to);
    if (link !== undefined) link.bytesOut += sizeOf(frame);
    this.#hub.send(this.id, to, frame);
  }

  async #judge(from: string, frame: MemoryFrame & { kind: 'gossip' }): Promise<void> {
    const { topic, author, key } = frame;
    const handler = this.#gossipHandlers.get(topic);
    if (handler === undefined || !this.#seen.add(key)) return;
    const verdict = await handler({ topic, author, from, data: frame.data.slice() });
    if (verdict === 'reject') this.penalise(from, `rejected message on ${topic}`);
    if (verdict !== 'accept') return;
    for (const peer of this.#links.keys()) {
      if (peer !== from && peer !== author) this.#send(peer, frame);
    }
  }

  async #serve(
    from: string,
    link: Link,
    { request, protocol, data }: MemoryFrame & { kind: 'request' },
  ): Promise<void> {
    const handler = this.#requestHandlers.get(protocol);
    const admitted =
      this.#rate.admit(from, protocol, this.#clock.monotonicMs()) &&
      link.serving < MAX_CONCURRENT_REQUESTS_PER_PEER;
    let answer: Uint8Array | undefined;
    if (handler !== undefined && admitted) {
      link.serving++;
      answer = await handler(from, data.slice()).catch(() => undefined);
      link.serving--;
    }
    if (answer !== undefined && answer.length > MAX_MESSAGE_BYTES) answer = undefined;
    this.#send(from, { kind: 'answer', request, data: answer?.slice() });
  }
}

function notify(listeners: readonly PeerListener[], peer: string): void {
  for (const listener of listeners) listener(peer);
}

function sizeOf(frame: MemoryFrame): number {
  return frame.data?.length ?? 0;
}

function failure(
  code: 'network/unreachable' | 'network/timeout' | 'network/refused',
  peer: string,
): WeftError {
  return new WeftError(code, `${code}: ${peer}`, { peer });
}
