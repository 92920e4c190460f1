import { MAX_ADDRESSES_PER_PEER, MAX_KNOWN_PEERS } from '../../core/limits.ts';

/** The dialler keeps the outcome of its dials in these. */
export interface KnownPeer {
  id: string;
  /** At most `MAX_ADDRESSES_PER_PEER`, each ending in the peer's id. */
  addresses: readonly string[];
  /** Monotonic time before which the peer is not dialled. */
  dialAfterMs: number;
  failures: number;
}

/** Peers that could be dialled, the most recently heard of last. */
export interface AddressBook {
  learn(id: string, addresses: readonly string[], dialAfterMs: number): void;
  forget(id: string): void;
  all(): KnownPeer[];
}

/** Holds `MAX_KNOWN_PEERS`; the ones not heard of for longest make room. */
export function createAddressBook(): AddressBook {
  const known = new Map<string, KnownPeer>();
  return {
    learn(id, addresses, dialAfterMs) {
      const before = known.get(id);
      known.delete(id);
      known.set(id, {
        id,
        addresses: addresses.slice(0, MAX_ADDRESSES_PER_PEER),
        dialAfterMs: before?.dialAfterMs ?? dialAfterMs,
        failures: before?.failures ?? 0,
      });
      const oldest = known.keys().next().value;
      if (known.size > MAX_KNOWN_PEERS && oldest !== undefined) known.delete(oldest);
    },
    forget: (id) => void known.delete(id),
    all: () => [...known.values()],
  };
}
