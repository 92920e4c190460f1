// First, because @libp2p/webrtc reads the globals that this file sets when it is loaded.
import './rtc-install.ts';

import { MAX_PEERS, WANTED_PEERS } from '../../core/limits.ts';
import type { Clock } from '../../node/ports.ts';
import { createLibp2pNetwork, type DiallingNetwork } from '../libp2p/create-libp2p-network.ts';
import { rtcLink } from './rtc-link.ts';

export interface WorkerNetworkOptions {
  chainId: string;
  /** Ed25519, 64 bytes as in `Identity`. */
  privateKey: Uint8Array;
  seeds: readonly string[];
  knownAddresses?: readonly string[];
  iceServers: readonly { urls: string }[];
  local: boolean;
}

export interface WorkerNetworkComponents {
  clock: Clock;
  /** The other end is served by the page's RtcBroker; absent where WebRTC does not exist. */
  brokerPort?: MessagePort;
}

/** The network of a tab's node, in its worker: WebRTC through the page, websockets to join. */
export function createWorkerNetwork(options: WorkerNetworkOptions) {
  return ({ clock, brokerPort }: WorkerNetworkComponents): DiallingNetwork => {
    if (brokerPort) rtcLink.attach(brokerPort);
    return createLibp2pNetwork({
      ...options,
      // One relay: libp2p looks for the next only after it has had as many as it was told to use.
      listen: brokerPort ? ['/p2p-circuit', '/webrtc'] : [],
      wantedPeers: brokerPort ? WANTED_PEERS : 0,
      maxPeers: MAX_PEERS,
      leaveWebsockets: brokerPort !== undefined,
    })({ clock });
  };
}
