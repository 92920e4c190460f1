import type { PeerStatus } from '../../consensus/types.ts';
import { MAX_PEERS_COUNTED, MAX_SYNC_SILENCES, SYNC_EXCLUSION_MS } from '../../core/limits.ts';
import type { Clock } from '../ports.ts';

/** Where each connected neighbour said it stands. Claims, until certificates prove them. */
export interface PeerBoard {
  set(peer: string, status: PeerStatus): void;
  forget(peer: string): void;
  /** It has blocks and did not show them. True when it is excluded for that. */
  blame(peer: string): boolean;
  /** What it claims is not believed for SYNC_EXCLUSION_MS, even if it leaves and comes back. */
  exclude(peer: string): void;
  /** Highest finalized height anyone claims; 0 when nobody said anything. */
  bestHeight(): bigint;
  /** Who claims to have final blocks above a height, highest first. */
  peersAbove(height: bigint): string[];
  size(): number;
}

/** Holds connected peers only, so the network's bound on peers bounds it. */
export function createPeerBoard(clock: Pick<Clock, 'monotonicMs'>): PeerBoard {
  const statuses = new Map<string, PeerStatus>();
  const silences = new Map<string, number>();
  const excludedAtMs = new Map<string, number>();

  function isExcluded(peer: string): boolean {
    const atMs = excludedAtMs.get(peer);
    return atMs !== undefined && clock.monotonicMs() - atMs < SYNC_EXCLUSION_MS;
  }

  function forget(peer: string): void {
    statuses.delete(peer);
    silences.delete(peer);
  }

  function exclude(peer: string): void {
    forget(peer);
    excludedAtMs.delete(peer);
    excludedAtMs.set(peer, clock.monotonicMs());
    const [oldest] = excludedAtMs.keys();
    if (excludedAtMs.size > MAX_PEERS_COUNTED && oldest) excludedAtMs.delete(oldest);
  }

  return {
    set(peer, status) {
      if (!isExcluded(peer)) statuses.set(peer, status);
    },
    forget,
    exclude,
    blame(peer) {
      // Who left meanwhile, or is excluded, is not counted.
      if (!statuses.has(peer)) return false;
      const times = (silences.get(peer) ?? 0) + 1;
      silences.set(peer, times);
      if (times <= MAX_SYNC_SILENCES) return false;
      exclude(peer);
      return true;
    },
    bestHeight() {
      let best = 0n;
      for (const { finalizedHeight } of statuses.values()) {
        if (finalizedHeight > best) best = finalizedHeight;
      }
      return best;
    },
    peersAbove: (height) =>
      [...statuses]
        .filter(([, status]) => status.finalizedHeight > height)
        .sort(([, a], [, b]) => Number(b.finalizedHeight - a.finalizedHeight))
        .map(([peer]) => peer),
    size: () => statuses.size,
  };
}
