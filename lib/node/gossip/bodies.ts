import { type Hash, hexFromBytes } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { keccakHex } from '../../core/keccak.ts';
import {
  MAX_ANNOUNCED_BODIES,
  MAX_BODY_PULLS,
  MAX_GOSSIP_INLINE_BYTES,
  MAX_UNANNOUNCED_BODY_BURST_PER_PEER,
  MAX_UNANNOUNCED_BODY_REQUESTS_PER_SECOND_PER_PEER,
} from '../../core/limits.ts';
import { malformed } from '../../core/rlp.ts';
import { createPeerBudget } from '../peers/peer-budget.ts';
import type { Clock, Network } from '../ports.ts';
import { type Announcement, announcementOf } from './announcement.ts';
import { type BodyPull, pullBody } from './pull-body.ts';

/** Bodies of recent announcements: own ones and those pulled, for neighbours to pull in turn. */
export interface Bodies {
  /** What to publish for this payload. */
  announce(payload: Uint8Array): Uint8Array;
  /**
   * The payload behind an announcement. Throws what the requests throw, or `gossip/wrong-body`,
   * which have been blamed on who answered; `codec/malformed` is the fault of who announced it.
   */
  payloadOf(
    announcement: Announcement,
    heard: { from: string; author: string },
  ): Promise<Uint8Array>;
  /** Answers the `body` protocol. @throws WeftError `gossip/unknown-body`. */
  serve(request: Uint8Array): Uint8Array;
}

export interface BodiesComponents {
  network: Pick<Network, 'peers' | 'request' | 'penalise'>;
  clock: Clock;
}

export function createBodies({ network, clock }: BodiesComponents): Bodies {
  const bodies = new Map<Hash, Uint8Array>();
  const pulls = new Map<Hash, BodyPull>();
  // Who announces bodies that do not exist must not use up what others grant this node.
  const others = createPeerBudget(
    MAX_UNANNOUNCED_BODY_REQUESTS_PER_SECOND_PER_PEER,
    clock,
    MAX_UNANNOUNCED_BODY_BURST_PER_PEER,
  );

  function keep(hash: Hash, body: Uint8Array): void {
    bodies.delete(hash);
    bodies.set(hash, body);
    if (bodies.size > MAX_ANNOUNCED_BODIES) bodies.delete(bodies.keys().next().value as Hash);
  }

  async function pull(hash: Hash, from: string, author: string): Promise<Uint8Array> {
    const open = pulls.get(hash);
    if (open) {
      open.announcedBy(from);
      return open.body;
    }
    if (pulls.size >= MAX_BODY_PULLS) {
      throw new WeftError('network/refused', 'too many bodies are being pulled');
    }
    const mayAskOthers = (): boolean => others.spend(from);
    const started = pullBody(hash, [from, author], { network, clock, mayAskOthers });
    pulls.set(hash, started);
    try {
      const body = await started.body;
      keep(hash, body);
      return body;
    } finally {
      pulls.delete(hash);
    }
  }

  return {
    announce(payload) {
      if (payload.length > MAX_GOSSIP_INLINE_BYTES) keep(keccakHex(payload), payload);
      return announcementOf(payload);
    },
    async payloadOf(announcement, { from, author }) {
      if (announcement.kind === 'inline') return announcement.payload;
      const { hash, size } = announcement;
      const body = bodies.get(hash) ?? (await pull(hash, from, author));
      // The author gave hash and size together: no answer is to blame when only the hash fits.
      if (body.length !== size) throw malformed('size of an announced body');
      return body;
    },
    serve(request) {
      if (request.length !== 32) throw malformed('hash of a body');
      const body = bodies.get(hexFromBytes(request));
      if (!body) throw new WeftError('gossip/unknown-body', 'no such body');
      return body;
    },
  };
}
