import type { Connection } from '@libp2p/interface';
import type { PeerInfo } from '../../node/ports.ts';
import { transportOf } from './addresses.ts';

/** Best first: what runs without a server in between, and off the page's thread, comes first. */
const PREFERENCE: readonly PeerInfo['transport'][] = ['webrtc', 'webrtc-direct', 'websocket'];

/** Open connections that carry data; circuits through a relay only carry signalling. */
export function usableConnections(connections: readonly Connection[]): Connection[] {
  return connections
    .filter((connection) => connection.status === 'open' && connection.limits === undefined)
    .sort((a, b) => rank(a) - rank(b));
}

export function isWebsocket(connection: Connection): boolean {
  return connection.limits === undefined && transportOf(connection.remoteAddr) === 'websocket';
}

export function isPeerToPeer(connection: Connection): boolean {
  const transport = transportOf(connection.remoteAddr);
  return transport === 'webrtc' || transport === 'webrtc-direct';
}

function rank(connection: Connection): number {
  return PREFERENCE.indexOf(transportOf(connection.remoteAddr));
}
