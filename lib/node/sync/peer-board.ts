import type { PeerStatus } from '../../consensus/types.ts';

/** Where each connected neighbour said it stands. Claims, until certificates prove them. */
export interface PeerBoard {
  set(peer: string, status: PeerStatus): void;
  forget(peer: string): void;
  /** Highest finalized height anyone claims; 0 when nobody said anything. */
  bestHeight(): bigint;
  /** Who claims to have final blocks above a height, highest first. */
  peersAbove(height: bigint): string[];
  size(): number;
}

/** Holds connected peers only, so the network's bound on peers bounds it. */
export function createPeerBoard(): PeerBoard {
  const statuses = new Map<string, PeerStatus>();
  return {
    set: (peer, status) => void statuses.set(peer, status),
    forget: (peer) => void statuses.delete(peer),
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
