import { MAX_REQUEST_BURST_PER_PEER, MAX_REQUESTS_PER_SECOND_PER_PEER } from '../../core/limits.ts';

/** Decides whether a peer's next request is served. Times are monotonic milliseconds. */
export interface RequestRate {
  admit(peer: string, protocol: string, nowMs: number): boolean;
  forget(peer: string): void;
}

interface Bucket {
  tokens: number;
  filledMs: number;
}

/**
 * A token bucket per peer and protocol: a burst of `MAX_REQUEST_BURST_PER_PEER`, then
 * `MAX_REQUESTS_PER_SECOND_PER_PEER`. `forget` is called when a peer leaves, which bounds the map.
 */
export function createRequestRate(): RequestRate {
  const buckets = new Map<string, Map<string, Bucket>>();

  function admit(peer: string, protocol: string, nowMs: number): boolean {
    const ofPeer = buckets.get(peer) ?? new Map<string, Bucket>();
    buckets.set(peer, ofPeer);
    const bucket = ofPeer.get(protocol) ?? {
      tokens: MAX_REQUEST_BURST_PER_PEER,
      filledMs: nowMs,
    };
    ofPeer.set(protocol, bucket);
    const gained = ((nowMs - bucket.filledMs) / 1000) * MAX_REQUESTS_PER_SECOND_PER_PEER;
    bucket.tokens = Math.min(MAX_REQUEST_BURST_PER_PEER, bucket.tokens + gained);
    bucket.filledMs = nowMs;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  return { admit, forget: (peer) => void buckets.delete(peer) };
}
