// First, because libp2p reads the globals that this file sets when it is loaded.
import './node-globals.ts';

import { circuitRelayServer } from '@libp2p/circuit-relay-v2';
import { MAX_RESERVATIONS, MAX_SEED_CONNECTIONS } from '../../core/limits.ts';
import type { Clock } from '../../node/ports.ts';
import { createLibp2pNetwork, type DiallingNetwork } from '../libp2p/create-libp2p-network.ts';

export interface SeedNetworkOptions {
  chainId: string;
  /** Ed25519, 64 bytes as in `Identity`. */
  privateKey: Uint8Array;
  /** Other seeds. */
  seeds: readonly string[];
  iceServers: readonly { urls: string }[];
  local: boolean;
  /** Address to listen on; 0.0.0.0 for all. */
  host: string;
  /** TCP port of the websocket listener and UDP port of the WebRTC listener. */
  port: number;
  /** Public addresses, where the host is behind a proxy or a translated address. */
  announce?: readonly string[];
  requestTimeoutMs?: number;
  /** Carries the first words between tabs that cannot reach each other yet. */
  relay: boolean;
}

/** The network of a seed: websockets and WebRTC for tabs. */
export function createSeedNetwork(options: SeedNetworkOptions) {
  return ({ clock }: { clock: Clock }): DiallingNetwork => {
    const { host, port, relay: isRelay, ...rest } = options;
    const family = host.includes(':') ? 'ip6' : 'ip4';
    const relay = circuitRelayServer({
      reservations: { maxReservations: MAX_RESERVATIONS },
      maxInboundHopStreams: MAX_RESERVATIONS,
      maxOutboundStopStreams: MAX_RESERVATIONS,
    });
    return createLibp2pNetwork({
      ...rest,
      listen: [`/${family}/${host}/tcp/${port}/ws`, `/${family}/${host}/udp/${port}/webrtc-direct`],
      wantedPeers: 0,
      maxPeers: MAX_SEED_CONNECTIONS,
      leaveWebsockets: false,
    })({ clock, services: isRelay ? { relay } : {} });
  };
}
