import {
  MAX_PENALTIES,
  MAX_SCORED_PEERS,
  PEER_BAN_MS,
  PENALTY_DECAY_MS,
} from '../../core/limits.ts';

/** What is held against each peer. Times are monotonic milliseconds passed in by the caller. */
export interface PeerScores {
  /** Returns true when this penalty is the one that bans the peer. */
  penalise(peer: string, nowMs: number): boolean;
  isBanned(peer: string, nowMs: number): boolean;
}

interface Score {
  penalties: number;
  updatedMs: number;
  bannedUntilMs: number;
}

/**
 * A penalty fades in `PENALTY_DECAY_MS`; `MAX_PENALTIES` of them at once ban the peer for
 * `PEER_BAN_MS`. A ban outlives the connection, so that reconnecting clears nothing.
 */
export function createPeerScores(): PeerScores {
  const scores = new Map<string, Score>();

  function penalise(peer: string, nowMs: number): boolean {
    const score = scores.get(peer) ?? { penalties: 0, updatedMs: nowMs, bannedUntilMs: 0 };
    const faded = (nowMs - score.updatedMs) / PENALTY_DECAY_MS;
    score.penalties = Math.max(0, score.penalties - faded) + 1;
    score.updatedMs = nowMs;
    // Reinserting keeps the map in order of last penalty, so the bound forgets the oldest.
    scores.delete(peer);
    scores.set(peer, score);
    forgetOldest(scores);
    // What faded between the penalties of one burst does not matter.
    if (score.penalties <= MAX_PENALTIES - 1) return false;
    score.penalties = 0;
    score.bannedUntilMs = nowMs + PEER_BAN_MS;
    return true;
  }

  return {
    penalise,
    isBanned: (peer, nowMs) => (scores.get(peer)?.bannedUntilMs ?? 0) > nowMs,
  };
}

function forgetOldest(scores: Map<string, Score>): void {
  if (scores.size <= MAX_SCORED_PEERS) return;
  const oldest = scores.keys().next().value;
  if (oldest !== undefined) scores.delete(oldest);
}
