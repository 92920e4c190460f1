import type { Connection } from '@libp2p/interface';
import {
  DIAL_BACKOFF_MS,
  MAX_CONCURRENT_DIALS,
  MAX_DIAL_BACKOFF_MS,
  MAX_DIAL_FAILURES,
  MAX_DIALS_PER_MINUTE,
  SEED_DIAL_INTERVAL_MS,
} from '../../core/limits.ts';
import type { Clock } from '../../node/ports.ts';
import type { AddressBook, KnownPeer } from './address-book.ts';
import { parseAddress, transportOf } from './addresses.ts';
import { isPeerToPeer, usableConnections } from './connection-choice.ts';

export interface DiallerOptions {
  /** Multiaddrs of the seeds; connections to all of them are kept. */
  seeds: readonly string[];
  wantedPeers: number;
  /** Connects to seeds over WebRTC too. */
  leaveWebsockets: boolean;
}

export interface DiallerComponents {
  clock: Clock;
  book: AddressBook;
  connectionsTo(peer: string): readonly Connection[];
  /** Connected peers that are not seeds. */
  peerCount(): number;
  isBanned(peer: string): boolean;
  /** Addresses a connected peer told of itself. */
  addressesOf(peer: string): Promise<string[]>;
  /** Opens one more connection, to the first address that answers: the result. */
  dial(addresses: readonly string[]): Promise<string | undefined>;
}

/** Keeps connections to the seeds, and to as many other peers as are wanted. */
export interface Dialler {
  tick(): void;
}

export function createDialler(options: DiallerOptions) {
  return (components: DiallerComponents): Dialler => new BudgetedDialler(options, components);
}

class BudgetedDialler implements Dialler {
  readonly #options: DiallerOptions;
  readonly #components: DiallerComponents;
  readonly #seeds = new Map<string, KnownPeer>();
  readonly #dialling = new Set<string>();
  #dialTimesMs: number[] = [];
  #nextSeedMs = 0;

  constructor(options: DiallerOptions, components: DiallerComponents) {
    this.#options = options;
    this.#components = components;
    for (const text of options.seeds) {
      const id = parseAddress(text)?.getComponents().at(-1)?.value;
      if (id === undefined) continue;
      const addresses = [...(this.#seeds.get(id)?.addresses ?? []), text];
      this.#seeds.set(id, { id, addresses, dialAfterMs: 0, failures: 0 });
    }
  }

  tick(): void {
    const nowMs = this.#components.clock.monotonicMs();
    this.#dialTimesMs = this.#dialTimesMs.filter((timeMs) => timeMs > nowMs - 60_000);
    const { book, peerCount, connectionsTo } = this.#components;
    const count = ({ id }: KnownPeer) => connectionsTo(id).length;
    for (const seed of [...this.#seeds.values()].sort((a, b) => count(a) - count(b))) {
      if (this.#mayDial(seed, nowMs)) void this.#keepSeed(seed);
    }
    const candidates = book.all().filter((peer) => !this.#seeds.has(peer.id));
    const wanted = this.#options.wantedPeers - peerCount();
    for (const peer of candidates.reverse()) {
      if (this.#dialling.size >= wanted || this.#dialling.size >= MAX_CONCURRENT_DIALS) return;
      // A circuit means that the peer is dialling this node now.
      const connected = connectionsTo(peer.id).length > 0;
      if (!connected && this.#mayDial(peer, nowMs)) {
        void this.#dial(peer, peer.addresses);
      }
    }
  }

  #mayDial(peer: KnownPeer, nowMs: number): boolean {
    if (this.#dialling.has(peer.id) || nowMs < peer.dialAfterMs) return false;
    if (this.#components.isBanned(peer.id)) return false;
    return this.#dialTimesMs.length < MAX_DIALS_PER_MINUTE;
  }

  /**
   * A websocket to a seed is quick to open and enough to find others. Where the seed also listens
   * for WebRTC, a second connection is made that needs no server software in between; and where
   * websockets are cut off, every other attempt is made there too.
   */
  async #keepSeed(seed: KnownPeer): Promise<void> {
    const { connectionsTo, addressesOf, book } = this.#components;
    const connections = usableConnections(connectionsTo(seed.id));
    const { leaveWebsockets } = this.#options;
    const isConnected = connections.length > 0;
    if (isConnected && (!leaveWebsockets || connections.some(isPeerToPeer))) return;
    const announced = book.firstHand().find(({ id }) => id === seed.id)?.addresses ?? [];
    const direct = [...announced, ...seed.addresses].filter(isDirect);
    if (isConnected) {
      const told = await addressesOf(seed.id);
      await this.#dialSeed(seed, [...told.filter(isDirect), ...direct]);
      return;
    }
    const sockets = seed.addresses.filter((text) => !isDirect(text));
    const isCutOff = leaveWebsockets && seed.failures % 2 === 1;
    const triesDirect = direct.length > 0 && (isCutOff || sockets.length === 0);
    await this.#dialSeed(seed, triesDirect ? direct : sockets);
  }

  /**
   * One after the other, so that a newcomer asks the first for blocks while it still makes the
   * handshakes with the next; who is not there holds nobody up.
   */
  async #dialSeed(seed: KnownPeer, addresses: readonly string[]): Promise<void> {
    const nowMs = this.#components.clock.monotonicMs();
    if (addresses.length === 0 || nowMs < this.#nextSeedMs) return;
    this.#nextSeedMs = nowMs + SEED_DIAL_INTERVAL_MS;
    await this.#dial(seed, addresses);
    if (seed.failures > 0) this.#nextSeedMs = 0;
  }

  async #dial(peer: KnownPeer, addresses: readonly string[]): Promise<void> {
    if (addresses.length === 0 || this.#dialling.has(peer.id)) return;
    const { clock, dial } = this.#components;
    this.#dialling.add(peer.id);
    this.#dialTimesMs.push(clock.monotonicMs());
    try {
      const reached = await dial(addresses);
      peer.failures = 0;
      if (reached !== undefined) this.#components.book.reached(peer.id, reached);
    } catch {
      const backoffMs = DIAL_BACKOFF_MS * 2 ** Math.min(peer.failures++, MAX_DIAL_FAILURES);
      peer.dialAfterMs = clock.monotonicMs() + Math.min(backoffMs, MAX_DIAL_BACKOFF_MS);
      if (peer.failures >= MAX_DIAL_FAILURES) this.#components.book.forget(peer.id);
    } finally {
      this.#dialling.delete(peer.id);
    }
  }
}

function isDirect(text: string): boolean {
  const address = parseAddress(text);
  return address !== undefined && transportOf(address) === 'webrtc-direct';
}
