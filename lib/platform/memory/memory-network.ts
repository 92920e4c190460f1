import { assert } from '../../core/assert.ts';
import { WeftError } from '../../core/errors.ts';
import {
  MAX_CONCURRENT_REQUESTS_PER_PEER,
  MAX_MESSAGE_BYTES,
  MAX_PEERS,
  REQUEST_TIMEOUT_MS,
} from '../../core/limits.ts';
import type { Clock, GossipMessage, Network, PeerInfo, Verdict } from '../../node/ports.ts';
import { createPeerScores } from '../network/peer-scores.ts';
import { createRequestRate } from '../network/request-rate.ts';
import { createSeenMessages } from '../network/seen-messages.ts';
import type { MemoryEndpoint, MemoryFrame, MemoryHub } from './memory-hub.ts';

export interface MemoryNetworkOptions {
  id: string;
  /** Shown in the peer lists of others. */
  seed?: boolean;
  maxPeers?: number;
  requestTimeoutMs?: number;
}

interface Link {
  bytesIn: number;
  bytesOut: number;
  /** Requests of this peer being served. */
  serving: number;
}

interface Pending {
  peer: string;
  settle(outcome: Uint8Array | WeftError): void;
}

type GossipHandler = (message: GossipMessage) => Verdict | Promise<Verdict>;
type RequestHandler = (peer: string, data: Uint8Array) => Promise<Uint8Array>;

/** A simulated network: the same promises as the real one, with nothing but a hub below it. */
export function createMemoryNetwork(options: MemoryNetworkOptions) {
  return ({ hub, clock }: { hub: MemoryHub; clock: Clock }): Network => {
    const { id, maxPeers = MAX_PEERS, requestTimeoutMs = REQUEST_TIMEOUT_MS } = options;
    const links = new Map<string, Link>();
    const pending = new Map<number, Pending>();
    const gossipHandlers = new Map<string, GossipHandler>();
    const requestHandlers = new Map<string, RequestHandler>();
    const connected: ((peer: string) => void)[] = [];
    const disconnected: ((peer: string) => void)[] = [];
    const scores = createPeerScores();
    const rate = createRequestRate();
    const seen = createSeenMessages();
    let nextRequest = 0;
    let nextMessage = 0;

    const endpoint: MemoryEndpoint = {
      id,
      accepts: (peer) => links.size < maxPeers && !scores.isBanned(peer, clock.monotonicMs()),
      linked(peer) {
        links.set(peer, { bytesIn: 0, bytesOut: 0, serving: 0 });
        clock.after(0, () => notify(connected, peer));
      },
      unlinked(peer) {
        links.delete(peer);
        rate.forget(peer);
        for (const entry of pending.values()) {
          if (entry.peer === peer) entry.settle(failure('network/unreachable', peer));
        }
        clock.after(0, () => notify(disconnected, peer));
      },
      receive(from, frame) {
        const link = links.get(from);
        if (link === undefined) return;
        link.bytesIn += sizeOf(frame);
        if (sizeOf(frame) > MAX_MESSAGE_BYTES) hub.unlink(id, from);
        else if (frame.kind === 'gossip') void judge(from, frame);
        else if (frame.kind === 'request') void serve(from, link, frame);
        else pending.get(frame.request)?.settle(frame.data ?? failure('network/refused', from));
      },
    };

    function send(to: string, frame: MemoryFrame): void {
      const link = links.get(to);
      if (link !== undefined) link.bytesOut += sizeOf(frame);
      hub.send(id, to, frame);
    }

    async function judge(from: string, frame: MemoryFrame & { kind: 'gossip' }): Promise<void> {
      const handler = gossipHandlers.get(frame.topic);
      if (handler === undefined || !seen.add(frame.key)) return;
      const { topic, author } = frame;
      const verdict = await handler({ topic, author, from, data: frame.data.slice() });
      if (verdict === 'reject') penalise(from);
      if (verdict !== 'accept') return;
      for (const peer of links.keys()) if (peer !== from && peer !== author) send(peer, frame);
    }

    async function serve(
      from: string,
      link: Link,
      frame: MemoryFrame & { kind: 'request' },
    ): Promise<void> {
      const handler = requestHandlers.get(frame.protocol);
      const admitted =
        rate.admit(from, frame.protocol, clock.monotonicMs()) &&
        link.serving < MAX_CONCURRENT_REQUESTS_PER_PEER;
      let data: Uint8Array | undefined;
      link.serving++;
      if (handler !== undefined && admitted) {
        data = await handler(from, frame.data.slice()).catch(() => undefined);
      }
      link.serving--;
      if (data !== undefined && data.length > MAX_MESSAGE_BYTES) data = undefined;
      send(from, { kind: 'answer', request: frame.request, data: data?.slice() });
    }

    function penalise(peer: string): void {
      if (scores.penalise(peer, clock.monotonicMs())) hub.unlink(id, peer);
    }

    return {
      id,
      async start() {
        hub.join(endpoint);
      },
      async stop() {
        hub.leave(id);
      },
      peers: () => Array.from(links, ([peer, link]) => peerInfo(peer, link)),
      addresses: () => [`/memory/${id}`],
      async publish(topic, data) {
        assert(data.length <= MAX_MESSAGE_BYTES, 'published messages fit MAX_MESSAGE_BYTES');
        const key = `${id} ${nextMessage++}`;
        seen.add(key);
        const frame: MemoryFrame = { kind: 'gossip', topic, data: data.slice(), author: id, key };
        for (const peer of links.keys()) send(peer, frame);
      },
      onGossip: (topic, handler) => void gossipHandlers.set(topic, handler),
      onRequest: (protocol, handler) => void requestHandlers.set(protocol, handler),
      request(peer, protocol, data) {
        assert(data.length <= MAX_MESSAGE_BYTES, 'requests fit MAX_MESSAGE_BYTES');
        return new Promise((resolve, reject) => {
          if (!links.has(peer)) return reject(failure('network/unreachable', peer));
          const request = nextRequest++;
          const settle = (outcome: Uint8Array | WeftError): void => {
            cancel();
            pending.delete(request);
            if (outcome instanceof WeftError) reject(outcome);
            else resolve(outcome.slice());
          };
          const cancel = clock.after(requestTimeoutMs, () =>
            settle(failure('network/timeout', peer)),
          );
          pending.set(request, { peer, settle });
          send(peer, { kind: 'request', request, protocol, data: data.slice() });
        });
      },
      onPeerConnected: (listener) => void connected.push(listener),
      onPeerDisconnected: (listener) => void disconnected.push(listener),
      penalise,
    };
  };
}

function notify(listeners: readonly ((peer: string) => void)[], peer: string): void {
  for (const listener of listeners) listener(peer);
}

function peerInfo(id: string, link: Link): PeerInfo {
  const { bytesIn, bytesOut } = link;
  return { id, direct: true, transport: 'memory', bytesIn, bytesOut, seed: false };
}

function sizeOf(frame: MemoryFrame): number {
  return frame.data?.length ?? 0;
}

function failure(
  code: 'network/unreachable' | 'network/timeout' | 'network/refused',
  peer: string,
): WeftError {
  return new WeftError(code, `${code}: ${peer}`, { peer });
}
