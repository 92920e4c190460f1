import type { PeerId } from '@libp2p/interface';
import { peerIdFromString } from '@libp2p/peer-id';
import { MAX_PARSED_PEER_IDS } from '../../core/limits.ts';

/**
 * Reads ids of peers and remembers the last MAX_PARSED_PEER_IDS. Several times a second every known
 * peer is looked at; reading its id anew each time was nearly all that an idle node did, and the
 * garbage of it kept the browser from giving memory back.
 */
export function createParsedPeerIds(): (id: string) => PeerId {
  const known = new Map<string, PeerId>();
  return (id) => {
    const before = known.get(id);
    if (before) return before;
    const parsed = peerIdFromString(id);
    if (known.size >= MAX_PARSED_PEER_IDS) known.delete(known.keys().next().value as string);
    known.set(id, parsed);
    return parsed;
  };
}
