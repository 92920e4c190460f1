import type { Address, Hash } from '../../core/bytes.ts';
import type { MempoolEntry } from './entry.ts';

/** Waiting transactions by hash, and by account in order of nonce. */
export interface Lanes {
  readonly byHash: ReadonlyMap<Hash, MempoolEntry>;
  readonly bytes: number;
  of(account: Address): readonly MempoolEntry[];
  accounts(): Iterable<Address>;
  add(entry: MempoolEntry): void;
  remove(entry: MempoolEntry): void;
}

export function createLanes(): Lanes {
  const byHash = new Map<Hash, MempoolEntry>();
  const lanes = new Map<Address, MempoolEntry[]>();
  let bytes = 0;
  return {
    byHash,
    get bytes() {
      return bytes;
    },
    of: (account) => lanes.get(account) ?? [],
    accounts: () => lanes.keys(),
    add(entry) {
      const lane = lanes.get(entry.account) ?? [];
      lanes.set(entry.account, lane);
      const at = lane.findIndex((other) => other.nonce > entry.nonce);
      lane.splice(at < 0 ? lane.length : at, 0, entry);
      byHash.set(entry.hash, entry);
      bytes += entry.sizeBytes;
    },
    remove(entry) {
      if (!byHash.delete(entry.hash)) return;
      bytes -= entry.sizeBytes;
      const lane = (lanes.get(entry.account) ?? []).filter((other) => other !== entry);
      if (lane.length === 0) lanes.delete(entry.account);
      else lanes.set(entry.account, lane);
    },
  };
}
