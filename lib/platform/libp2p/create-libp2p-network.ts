import type { ServiceFactoryMap } from 'libp2p';
import type { Clock, Network } from '../../node/ports.ts';
import { Libp2pNetwork } from './libp2p-network.ts';

export interface Libp2pNetworkOptions {
  /** Part of every topic's and protocol's name. */
  chainId: string;
  /** Ed25519, 64 bytes as in `Identity`. */
  privateKey: Uint8Array;
  /** Multiaddrs of seeds, each ending in /p2p/<peer id>. */
  seeds: readonly string[];
  /** Addresses of other peers, from an earlier run. */
  knownAddresses?: readonly string[];
  iceServers: readonly { urls: string }[];
  /** Allows private addresses. */
  local: boolean;
  listen: readonly string[];
  /** Addresses to tell others besides those that the listeners know of. */
  announce?: readonly string[];
  /** Connections to keep besides those to the seeds. */
  wantedPeers: number;
  /** Connections to refuse beyond. */
  maxPeers: number;
  /** Reaches seeds over WebRTC as well, and closes the websocket to each when that has worked. */
  leaveWebsockets: boolean;
  requestTimeoutMs?: number;
}

export interface Libp2pNetworkComponents {
  clock: Clock;
  /** libp2p services that only this platform has, such as the relay. */
  services?: ServiceFactoryMap;
}

/** The network port over libp2p, with what only this network can do. */
export interface DiallingNetwork extends Network {
  /** Addresses of peers that answered or announced themselves; to be kept for the next start. */
  knownAddresses(): string[];
}

export function createLibp2pNetwork(options: Libp2pNetworkOptions) {
  return (components: Libp2pNetworkComponents): DiallingNetwork =>
    new Libp2pNetwork(options, components);
}
