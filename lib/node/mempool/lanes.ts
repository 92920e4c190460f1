import type { Address, Hash, Hex } from '../../core/bytes.ts';
import type { MempoolEntry } from './entry.ts';

/** Waiting transactions by hash, by lane in order of nonce, and by account. */
export interface Lanes {
  readonly byHash: ReadonlyMap<Hash, MempoolEntry>;
  /** How much waits that pays for itself, and how much that somebody else pays. */
  readonly paid: Readonly<Load>;
  readonly free: Readonly<Load>;
  of(lane: Hex): readonly MempoolEntry[];
  all(): Iterable<readonly MempoolEntry[]>;
  /** Of the wallet and of every session, the oldest first. */
  ofAccount(account: Address): readonly MempoolEntry[];
  add(entry: MempoolEntry): void;
  remove(entry: MempoolEntry): void;
}

export interface Load {
  transactions: number;
  bytes: number;
}

export function createLanes(): Lanes {
  const byHash = new Map<Hash, MempoolEntry>();
  const lanes = new Map<Hex, MempoolEntry[]>();
  const accounts = new Map<Address, MempoolEntry[]>();
  const paid: Load = { transactions: 0, bytes: 0 };
  const free: Load = { transactions: 0, bytes: 0 };

  function count({ isFree, sizeBytes }: MempoolEntry, sign: 1 | -1): void {
    const load = isFree ? free : paid;
    load.transactions += sign;
    load.bytes += sign * sizeBytes;
  }

  return {
    byHash,
    paid,
    free,
    of: (lane) => lanes.get(lane) ?? [],
    all: () => lanes.values(),
    ofAccount: (account) => accounts.get(account) ?? [],
    add(entry) {
      const lane = lanes.get(entry.lane) ?? [];
      lanes.set(entry.lane, lane);
      const at = lane.findIndex((other) => other.nonce > entry.nonce);
      lane.splice(at < 0 ? lane.length : at, 0, entry);
      accounts.set(entry.account, [...(accounts.get(entry.account) ?? []), entry]);
      byHash.set(entry.hash, entry);
      count(entry, 1);
    },
    remove(entry) {
      if (!byHash.delete(entry.hash)) return;
      count(entry, -1);
      without(lanes, entry.lane, entry);
      without(accounts, entry.account, entry);
    },
  };
}

function without(lists: Map<Hex, MempoolEntry[]>, key: Hex, entry: MempoolEntry): void {
  const left = (lists.get(key) ?? []).filter((other) => other !== entry);
  if (left.length === 0) lists.delete(key);
  else lists.set(key, left);
}
