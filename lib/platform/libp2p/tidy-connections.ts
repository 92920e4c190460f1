import type { Connection } from '@libp2p/interface';
import { LEAVE_RELAY_AFTER_MS } from '../../core/limits.ts';
import { transportOf } from './addresses.ts';
import { isPeerToPeer, isWebsocket, usableConnections } from './connection-choice.ts';

export interface TidyOptions {
  self: string;
  peer: string;
  wallMs: number;
  /** Websockets are closed once the same peer is reached over WebRTC. */
  leaveWebsockets: boolean;
}

/** Connections to one peer that another connection to it makes needless. */
export function needlessConnections(
  connections: readonly Connection[],
  options: TidyOptions,
): Connection[] {
  const usable = usableConnections(connections);
  const settled = usable.filter((connection) => {
    const ageMs = options.wallMs - connection.timeline.open;
    return isPeerToPeer(connection) && ageMs >= LEAVE_RELAY_AFTER_MS;
  });
  if (settled.length === 0) return [];
  // The side that opened a circuit for signalling closes it.
  const circuits = connections.filter((c) => c.limits !== undefined && c.direction === 'outbound');
  const sockets = options.leaveWebsockets ? usable.filter(isWebsocket) : [];
  return [...circuits, ...sockets, ...duplicates(settled, options)];
}

/**
 * Two peers that dialled each other at the same time have two connections. Both keep the one that
 * the lower peer id opened, so that they do not each close the other's.
 */
function duplicates(connections: readonly Connection[], { self, peer }: TidyOptions): Connection[] {
  const peerToPeer = connections.filter((c) => transportOf(c.remoteAddr) === 'webrtc');
  if (self > peer || peerToPeer.length < 2) return [];
  const kept = peerToPeer.find((c) => c.direction === 'outbound') ?? peerToPeer[0];
  return peerToPeer.filter((connection) => connection !== kept);
}
