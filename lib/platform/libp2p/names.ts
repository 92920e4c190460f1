import type { Protocol, Topic } from '../../node/ports.ts';

/** Protocols of the node, and two the network answers by itself. */
export type StreamProtocol = Protocol | 'ping' | 'peers';

export const TOPICS: readonly Topic[] = [
  'proposals',
  'votes',
  'certificates',
  'evidence',
  'transactions',
  'peers',
];

export const STREAM_PROTOCOLS: readonly StreamProtocol[] = [
  'status',
  'blocks',
  'certificates',
  'body',
  'coin-history',
  'ping',
  'peers',
];

/** Names carry the chain, so that nodes of two chains that meet have nothing to say. */
export function topicName(chainId: string, topic: Topic): string {
  return `/weft/${chainId}/${topic}`;
}

export function protocolName(chainId: string, protocol: StreamProtocol): string {
  return `/weft/${chainId}/${protocol}/1`;
}
