import { WeftError } from '../../../lib/core/errors.ts';
import type {
  Clock,
  GossipMessage,
  Network,
  PeerInfo,
  Protocol,
  Topic,
} from '../../../lib/node/ports.ts';

export interface DirectNetworkOptions {
  /** One-way delay of the next message. */
  delayMs(): number;
  /** Called for everything that anybody publishes, when it leaves. */
  onPublish(author: string, topic: Topic, data: Uint8Array): void;
}

type GossipHandler = Parameters<Network['onGossip']>[1];
type RequestHandler = Parameters<Network['onRequest']>[1];

interface Endpoint {
  peers: PeerInfo[];
  gossip: Map<Topic, GossipHandler>;
  requests: Map<Protocol, RequestHandler>;
  connected: ((peer: string) => void)[];
}

/**
 * Everybody hears everybody after one delay: what the protocol needs, without what gossip adds.
 */
export function createDirectNetworks(options: DirectNetworkOptions, clock: Clock) {
  const endpoints = new Map<string, Endpoint>();

  function later(run: () => void): void {
    clock.after(options.delayMs(), run);
  }

  function ask(from: string, to: string, protocol: Protocol, data: Uint8Array) {
    return new Promise<Uint8Array>((resolve, reject) => {
      const refuse = () => reject(new WeftError('network/refused', 'no answer'));
      later(() => {
        const handler = endpoints.get(to)?.requests.get(protocol);
        if (!handler) return refuse();
        handler(from, data).then((answer) => later(() => resolve(answer)), refuse);
      });
    });
  }

  return (id: string): Network => {
    const own: Endpoint = { peers: [], gossip: new Map(), requests: new Map(), connected: [] };
    return {
      id,
      async start() {
        for (const [other, endpoint] of endpoints) {
          endpoint.peers.push(peerOf(id));
          own.peers.push(peerOf(other));
          later(() => endpoint.connected.forEach((tell) => void tell(id)));
          later(() => own.connected.forEach((tell) => void tell(other)));
        }
        endpoints.set(id, own);
      },
      stop: async () => void endpoints.delete(id),
      peers: () => own.peers,
      addresses: () => [],
      async publish(topic, data) {
        options.onPublish(id, topic, data);
        const message: GossipMessage = { topic, data: data.slice(), author: id, from: id };
        for (const endpoint of endpoints.values()) {
          if (endpoint !== own) later(() => void endpoint.gossip.get(topic)?.(message));
        }
      },
      onGossip: (topic, handler) => void own.gossip.set(topic, handler),
      request: (peer, protocol, data) => ask(id, peer, protocol, data),
      onRequest: (protocol, handler) => void own.requests.set(protocol, handler),
      onPeerConnected: (listener) => void own.connected.push(listener),
      onPeerDisconnected: () => undefined,
      penalise: (peer, reason) => {
        throw new WeftError('bench/penalised', `${id} penalises ${peer}: ${reason}`);
      },
    };
  };
}

function peerOf(id: string): PeerInfo {
  return { id, direct: true, transport: 'memory', seed: false, bytesIn: 0, bytesOut: 0 };
}
