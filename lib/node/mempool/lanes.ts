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
  /** Units of free transactions that a grant is to pay; what waits for a gap is not counted. */
  unitsOf(grant: Hash): number;
  /** The free transaction that has waited longest for a gap. */
  oldestParkedFree(): MempoolEntry | undefined;
  /** An entry waits for a gap until then, or no longer. */
  park(entry: MempoolEntry, untilMs: number | undefined): void;
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
  const granted = new Map<Hash, number>();
  const parkedFree = new Set<MempoolEntry>();

  function count(entry: MempoolEntry, sign: 1 | -1): void {
    const load = entry.isFree ? free : paid;
    load.transactions += sign;
    load.bytes += sign * entry.sizeBytes;
    countReady(entry, sign);
  }

  /** Kept as sums: who floods a node with free transactions must not cost it a search each. */
  function countReady({ grant, units, parkedUntilMs }: MempoolEntry, sign: 1 | -1): void {
    if (grant === undefined || parkedUntilMs !== undefined) return;
    const sum = (granted.get(grant) ?? 0) + sign * units;
    if (sum > 0) granted.set(grant, sum);
    else granted.delete(grant);
  }

  return {
    byHash,
    paid,
    free,
    of: (lane) => lanes.get(lane) ?? [],
    all: () => lanes.values(),
    ofAccount: (account) => accounts.get(account) ?? [],
    unitsOf: (grant) => granted.get(grant) ?? 0,
    oldestParkedFree: () => parkedFree.values().next().value,
    park(entry, untilMs) {
      countReady(entry, -1);
      entry.parkedUntilMs = untilMs;
      countReady(entry, 1);
      if (entry.isFree && untilMs !== undefined) parkedFree.add(entry);
      else parkedFree.delete(entry);
    },
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
      parkedFree.delete(entry);
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
