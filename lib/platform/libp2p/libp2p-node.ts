import { circuitRelayTransport } from '@libp2p/circuit-relay-v2';
import { privateKeyFromRaw } from '@libp2p/crypto/keys';
import { type GossipSub, gossipsub } from '@libp2p/gossipsub';
import { type Identify, identify } from '@libp2p/identify';
import type { ConnectionGater, Libp2p } from '@libp2p/interface';
import { noise } from '@libp2p/noise';
import { webRTC, webRTCDirect } from '@libp2p/webrtc';
import { webSockets } from '@libp2p/websockets';
import { yamux } from '@libp2p/yamux';
import { createLibp2p, type ServiceFactoryMap } from 'libp2p';
import {
  CLOSE_TIMEOUT_MS,
  MAX_GOSSIP_BYTES,
  MAX_INBOUND_CONNECTIONS_PER_SECOND,
  MAX_PENDING_CONNECTIONS,
} from '../../core/limits.ts';
import { gossipMessageId } from './gossip.ts';
import { TOPICS, topicName } from './names.ts';

export type NodeServices = { identify: Identify; pubsub: GossipSub };
export type Libp2pNode = Libp2p<NodeServices>;

export interface Libp2pNodeOptions {
  chainId: string;
  privateKey: Uint8Array;
  listen: readonly string[];
  announce: readonly string[];
  iceServers: readonly { urls: string }[];
  maxConnections: number;
  gater: ConnectionGater;
  /** Services that only one platform has, such as the relay. */
  services: ServiceFactoryMap;
}

/** Data channels of browsers; measured best of the sizes that all of them carry. */
const DATA_CHANNEL = { maxMessageSize: 65_536, maxBufferedAmount: 262_144 };

/** A libp2p node that is not started yet. */
export async function createLibp2pNode(options: Libp2pNodeOptions): Promise<Libp2pNode> {
  const rtcConfiguration = { iceServers: options.iceServers.map(({ urls }) => ({ urls })) };
  return createLibp2p({
    start: false,
    privateKey: privateKeyFromRaw(options.privateKey),
    addresses: { listen: [...options.listen], appendAnnounce: [...options.announce] },
    transports: [
      webSockets(),
      webRTC({ rtcConfiguration, dataChannel: DATA_CHANNEL }),
      webRTCDirect({ rtcConfiguration }),
      circuitRelayTransport(),
    ],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionGater: options.gater,
    connectionManager: {
      maxConnections: options.maxConnections,
      connectionCloseTimeout: CLOSE_TIMEOUT_MS,
      maxIncomingPendingConnections: MAX_PENDING_CONNECTIONS,
      inboundConnectionThreshold: MAX_INBOUND_CONNECTIONS_PER_SECOND,
    },
    // The network pings over its own streams, without opening one each time.
    connectionMonitor: { enabled: false },
    services: {
      ...options.services,
      identify: identify(),
      pubsub: gossipsub({
        globalSignaturePolicy: 'StrictSign',
        allowPublishToZeroTopicPeers: true,
        fallbackToFloodsub: false,
        emitSelf: false,
        msgIdFn: gossipMessageId,
        allowedTopics: TOPICS.map((topic) => topicName(options.chainId, topic)),
        maxInboundDataLength: MAX_GOSSIP_BYTES,
        // Many tabs share one address; and a peer on a busy machine may answer late.
        scoreParams: { IPColocationFactorWeight: 0, behaviourPenaltyThreshold: 6 },
      }),
    },
  });
}
