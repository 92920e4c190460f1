import {
  ANNOUNCE_INTERVAL_MS,
  MAX_ADDRESSES_PER_PEER,
  MAX_ANNOUNCEMENT_BURST_PER_PEER,
  MAX_ANNOUNCEMENTS_PER_SECOND_PER_PEER,
  MAX_EXCHANGED_PEERS,
  MIN_ANNOUNCE_INTERVAL_MS,
} from '../../core/limits.ts';
import { createPeerBudget } from '../../node/peers/peer-budget.ts';
import type { Clock, GossipMessage, Verdict } from '../../node/ports.ts';
import type { AddressBook } from './address-book.ts';
import {
  type Announced,
  decodeAddresses,
  decodePeers,
  encodeAddresses,
  encodePeers,
  isAnnounceable,
} from './peer-exchange.ts';

export interface PeerFinderComponents {
  clock: Clock;
  book: AddressBook;
  self: string;
  local: boolean;
  /** Every address this node listens on. */
  ownAddresses(): string[];
  publish(data: Uint8Array): Promise<void>;
  askForPeers(peer: string): Promise<Uint8Array>;
  penalise(peer: string, reason: string): void;
}

/** Tells others how to reach this node, and fills the address book with what they tell. */
export interface PeerFinder {
  /** Announces now, or as soon as the last announcement is old enough. */
  announce(): void;
  /** Announces if the addresses have changed. */
  tick(): void;
  /** Verdict over another node's announcement. */
  heard(message: GossipMessage): Verdict;
  /** Asks a peer that was just connected whom it knows. */
  ask(peer: string): Promise<void>;
  /** What this node answers to that. */
  answer(): Uint8Array;
  stop(): void;
}

export function createPeerFinder(components: PeerFinderComponents): PeerFinder {
  const { clock, book, self, local } = components;
  let announcedMs = Number.NEGATIVE_INFINITY;
  let announced = '';
  let seen = '';
  let cancel = (): void => {};

  function addresses(): string[] {
    const own = components.ownAddresses().filter((text) => isAnnounceable(text, local));
    return [...new Set(own)].slice(0, MAX_ADDRESSES_PER_PEER);
  }

  function announceNow(): void {
    const own = addresses();
    again(ANNOUNCE_INTERVAL_MS);
    // Without addresses there is nothing to tell yet; having some announces again.
    if (own.length === 0) return;
    announcedMs = clock.monotonicMs();
    announced = own.join();
    // Without neighbours there is nobody to tell; connecting to one announces again.
    void components.publish(encodeAddresses(own)).catch(() => undefined);
  }

  function again(delayMs: number): void {
    cancel();
    cancel = clock.after(delayMs, announceNow);
  }

  function announce(): void {
    const ageMs = clock.monotonicMs() - announcedMs;
    again(Math.max(0, MIN_ANNOUNCE_INTERVAL_MS - ageMs));
  }

  return {
    announce,
    tick() {
      const told = components.ownAddresses().join();
      if (told === seen) return;
      seen = told;
      const own = addresses().join();
      if (own !== '' && own !== announced) announce();
    },
    heard: createListener(components),
    async ask(peer) {
      const answer = await components.askForPeers(peer).catch(() => undefined);
      if (answer === undefined) return;
      try {
        for (const known of decodePeers(answer, local)) {
          if (!isNews(known, self)) continue;
          book.hear(known.id, known.addresses, clock.monotonicMs());
        }
      } catch {
        components.penalise(peer, 'malformed list of peers');
      }
    },
    answer() {
      return encodePeers(shuffled(book.firstHand()).slice(0, MAX_EXCHANGED_PEERS));
    },
    stop: () => cancel(),
  };
}

/** Authors are made up for nothing and each announcement goes to every node: neighbours pay. */
function createListener({ clock, book, self, local }: PeerFinderComponents): PeerFinder['heard'] {
  const budget = createPeerBudget(
    MAX_ANNOUNCEMENTS_PER_SECOND_PER_PEER,
    clock,
    MAX_ANNOUNCEMENT_BURST_PER_PEER,
  );
  return ({ author, from, data }) => {
    if (!budget.spend(from)) return 'ignore';
    try {
      const peer = decodeAddresses(data, author, local);
      const dialAfterMs = clock.monotonicMs() + newcomerHeadStartMs(self, author);
      if (isNews(peer, self)) book.learn(peer.id, peer.addresses, dialAfterMs);
      return 'accept';
    } catch {
      return 'reject';
    }
  };
}

function isNews({ id, addresses }: Announced, self: string): boolean {
  return id !== self && addresses.length > 0;
}

/**
 * A newcomer dials those it is told of. Who hears the newcomer's announcement waits, so that two
 * peers seldom dial each other at once; by id when both are new.
 */
function newcomerHeadStartMs(self: string, author: string): number {
  return self < author ? 200 : 2_000;
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
