import type { Message } from '@libp2p/gossipsub';
import { type GossipSub, TopicValidatorResult } from '@libp2p/gossipsub';
import type { PeerId } from '@libp2p/interface';
import { sha256 } from '@noble/hashes/sha2.js';
import { assert } from '../../core/assert.ts';
import { bytesFromUint, concatBytes } from '../../core/bytes.ts';
import { MAX_MESSAGE_BYTES } from '../../core/limits.ts';
import type { GossipMessage, Topic, Verdict } from '../../node/ports.ts';
import { topicName } from './names.ts';

export type GossipHandler = (message: GossipMessage) => Verdict | Promise<Verdict>;

export interface GossipEvents {
  received(peer: string, bytes: number): void;
  sent(peer: string, bytes: number): void;
  /** The neighbour passed on what the handler rejects. */
  rejected(peer: string, topic: Topic): void;
  oversized(peer: string): void;
}

/** The topics of one chain. */
export interface Gossip {
  on(topic: Topic, handler: GossipHandler): void;
  publish(topic: Topic, data: Uint8Array): Promise<void>;
  start(pubsub: GossipSub): void;
  stop(): void;
}

export function createGossip(chainId: string, events: GossipEvents): Gossip {
  const handlers = new Map<Topic, GossipHandler>();
  let pubsub: GossipSub | undefined;

  async function judge(topic: Topic, from: string, message: Message): Promise<Verdict> {
    const handler = handlers.get(topic);
    if (handler === undefined || message.type !== 'signed') return 'ignore';
    if (message.data.length > MAX_MESSAGE_BYTES) {
      events.oversized(from);
      return 'reject';
    }
    events.received(from, message.data.length);
    const author = message.from.toString();
    return handler({ topic, data: message.data, author, from });
  }

  function subscribe(topic: Topic): void {
    const name = topicName(chainId, topic);
    pubsub?.topicValidators.set(name, async (peer: PeerId, message: Message) => {
      const from = peer.toString();
      const verdict = await judge(topic, from, message);
      if (verdict === 'reject') events.rejected(from, topic);
      return RESULTS[verdict];
    });
    pubsub?.subscribe(name);
  }

  return {
    on(topic, handler) {
      const known = handlers.has(topic);
      handlers.set(topic, handler);
      if (!known) subscribe(topic);
    },
    async publish(topic, data) {
      assert(data.length <= MAX_MESSAGE_BYTES, 'published messages fit MAX_MESSAGE_BYTES');
      const result = await pubsub?.publish(topicName(chainId, topic), data);
      for (const peer of result?.recipients ?? []) events.sent(peer.toString(), data.length);
    },
    start(newPubsub) {
      pubsub = newPubsub;
      for (const topic of handlers.keys()) subscribe(topic);
    },
    stop() {
      pubsub = undefined;
    },
  };
}

const RESULTS: Record<Verdict, TopicValidatorResult> = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject,
};

/**
 * Over everything the author signed. An identifier made of author and sequence number alone would
 * let an author send different neighbours different messages that count as one.
 */
export function gossipMessageId(message: Message): Uint8Array {
  assert(message.type === 'signed', 'only signed messages pass the signature policy');
  const author = message.from.toMultihash().bytes;
  const sequence = bytesFromUint(message.sequenceNumber, 8);
  const topic = new TextEncoder().encode(message.topic);
  return sha256(concatBytes(author, sequence, sha256(topic), message.data));
}
