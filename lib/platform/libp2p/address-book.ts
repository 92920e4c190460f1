import {
  MAX_ADDRESSES_PER_PEER,
  MAX_HEARSAY_ADDRESSES_PER_PEER,
  MAX_KNOWN_PEERS,
} from '../../core/limits.ts';

/** The dialler keeps the outcome of its dials in these. */
export interface KnownPeer {
  id: string;
  /** At most `MAX_ADDRESSES_PER_PEER`, each ending in the peer's id; where it answered first. */
  addresses: readonly string[];
  /** Monotonic time before which the peer is not dialled. */
  dialAfterMs: number;
  failures: number;
}

/** Peers that could be dialled. */
export interface AddressBook {
  /** What the peer told of itself, instead of what it told before. */
  learn(id: string, addresses: readonly string[], dialAfterMs: number): void;
  /** What somebody else says: added behind what is known, never instead of it. */
  hear(id: string, addresses: readonly string[], dialAfterMs: number): void;
  /** The peer answered at one of its addresses, which is kept whatever is told later. */
  reached(id: string, address: string): void;
  forget(id: string): void;
  /** Those known by hearsay first, the most recently heard of last. */
  all(): KnownPeer[];
  /** Peers and addresses that may be passed on: told by the peer itself, or reached. */
  firstHand(): Pick<KnownPeer, 'id' | 'addresses'>[];
}

interface Entry extends KnownPeer {
  reached: readonly string[];
  told: readonly string[];
  heard: readonly string[];
}

/** Holds `MAX_KNOWN_PEERS`; hearsay makes room first, then who was not heard of for longest. */
export function createAddressBook(): AddressBook {
  const known = new Map<string, Entry>();

  function update(id: string, change: Partial<Entry>, dialAfterMs: number): void {
    const fresh = { reached: NONE, told: NONE, heard: NONE, addresses: NONE };
    const entry = known.get(id) ?? { id, dialAfterMs, failures: 0, ...fresh };
    Object.assign(entry, change);
    const all = new Set([...entry.reached, ...entry.told, ...entry.heard]);
    entry.addresses = [...all].slice(0, MAX_ADDRESSES_PER_PEER);
    known.delete(id);
    known.set(id, entry);
    if (known.size <= MAX_KNOWN_PEERS) return;
    const oldest = [...known.values()].find(isHearsay) ?? known.values().next().value;
    if (oldest) known.delete(oldest.id);
  }

  return {
    learn(id, addresses, dialAfterMs) {
      update(id, { told: addresses.slice(0, MAX_ADDRESSES_PER_PEER) }, dialAfterMs);
    },
    hear(id, addresses, dialAfterMs) {
      const before = known.get(id)?.heard ?? NONE;
      const heard = [...new Set([...addresses, ...before])];
      update(id, { heard: heard.slice(0, MAX_HEARSAY_ADDRESSES_PER_PEER) }, dialAfterMs);
    },
    reached(id, address) {
      if (known.get(id)?.addresses.includes(address)) update(id, { reached: [address] }, 0);
    },
    forget: (id) => void known.delete(id),
    all() {
      const entries = [...known.values()];
      return [...entries.filter(isHearsay), ...entries.filter((entry) => !isHearsay(entry))];
    },
    firstHand() {
      const entries = [...known.values()].filter((entry) => !isHearsay(entry));
      return entries.map(({ id, reached, told }) => {
        const addresses = [...new Set([...reached, ...told])].slice(0, MAX_ADDRESSES_PER_PEER);
        return { id, addresses };
      });
    },
  };
}

function isHearsay({ reached, told }: Entry): boolean {
  return reached.length === 0 && told.length === 0;
}

const NONE: readonly string[] = [];
