import { bytesFromHex, type Hash, hexFromBytes } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { keccakHex } from '../../core/keccak.ts';
import { MAX_ANNOUNCED_BODIES, MAX_GOSSIP_INLINE_BYTES } from '../../core/limits.ts';
import { malformed } from '../../core/rlp.ts';
import type { Network } from '../ports.ts';
import { type Announcement, announcementOf, isBody } from './announcement.ts';

/** Bodies of recent announcements: own ones and those pulled, for neighbours to pull in turn. */
export interface Bodies {
  /** What to publish for this payload. */
  announce(payload: Uint8Array): Uint8Array;
  /** The payload behind an announcement. Throws what the request throws, or `gossip/wrong-body`. */
  payloadOf(announcement: Announcement, from: string): Promise<Uint8Array>;
  /** Answers the `body` protocol. @throws WeftError `gossip/unknown-body`. */
  serve(request: Uint8Array): Uint8Array;
}

export function createBodies(network: Pick<Network, 'request'>): Bodies {
  const bodies = new Map<Hash, Uint8Array>();
  const pulling = new Map<Hash, Promise<Uint8Array>>();

  function keep(hash: Hash, body: Uint8Array): void {
    bodies.delete(hash);
    bodies.set(hash, body);
    if (bodies.size > MAX_ANNOUNCED_BODIES) bodies.delete(bodies.keys().next().value as Hash);
  }

  async function pull(announced: { hash: Hash; size: number }, from: string) {
    const body = await network.request(from, 'body', bytesFromHex(announced.hash));
    if (!isBody(body, announced)) {
      throw new WeftError('gossip/wrong-body', 'a body does not match its announcement');
    }
    keep(announced.hash, body);
    return body;
  }

  return {
    announce(payload) {
      if (payload.length > MAX_GOSSIP_INLINE_BYTES) keep(keccakHex(payload), payload);
      return announcementOf(payload);
    },
    async payloadOf(announcement, from) {
      if (announcement.kind === 'inline') return announcement.payload;
      const { hash } = announcement;
      const known = bodies.get(hash) ?? pulling.get(hash);
      if (known) return known;
      const pulled = pull(announcement, from).finally(() => pulling.delete(hash));
      pulling.set(hash, pulled);
      return pulled;
    },
    serve(request) {
      if (request.length !== 32) throw malformed('hash of a body');
      const body = bodies.get(hexFromBytes(request));
      if (!body) throw new WeftError('gossip/unknown-body', 'no such body');
      return body;
    },
  };
}
