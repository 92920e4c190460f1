import type { Connection } from '@libp2p/interface';
import type { PeerInfo } from '../../node/ports.ts';
import { transportOf } from './addresses.ts';
import { usableConnections } from './connection-choice.ts';

interface Entry {
  latencyMs?: number;
  bytesIn: number;
  bytesOut: number;
}

/** The peers that data can be exchanged with now, and what is known about each. */
export interface PeerTable {
  peers(): PeerInfo[];
  has(peer: string): boolean;
  /** Brings a peer up to date with its connections; tells listeners when it came or went. */
  update(peer: string, connections: readonly Connection[]): void;
  /** All peers are gone. */
  clear(): void;
  count(peer: string, bytes: { in?: number; out?: number }): void;
  setLatency(peer: string, latencyMs: number): void;
  setSeed(peer: string): void;
  onConnected(listener: (peer: string) => void): void;
  onDisconnected(listener: (peer: string) => void): void;
}

/** `connectionsOf` reads the connections a peer has at this moment. */
export function createPeerTable(connectionsOf: (peer: string) => readonly Connection[]): PeerTable {
  const entries = new Map<string, Entry>();
  const seeds = new Set<string>();
  const connected: ((peer: string) => void)[] = [];
  const disconnected: ((peer: string) => void)[] = [];

  function infoOf(id: string, entry: Entry): PeerInfo[] {
    const [best] = usableConnections(connectionsOf(id));
    if (best === undefined) return [];
    const transport = transportOf(best.remoteAddr);
    return [{ id, direct: true, transport, seed: seeds.has(id), ...entry }];
  }

  function update(peer: string, connections: readonly Connection[]): void {
    const usable = usableConnections(connections).length > 0;
    if (usable && !entries.has(peer)) {
      entries.set(peer, { bytesIn: 0, bytesOut: 0 });
      for (const listener of connected) listener(peer);
    } else if (!usable && entries.delete(peer)) {
      seeds.delete(peer);
      for (const listener of disconnected) listener(peer);
    }
  }

  return {
    update,
    clear() {
      for (const peer of [...entries.keys()]) update(peer, []);
    },
    peers: () => Array.from(entries, ([id, entry]) => infoOf(id, entry)).flat(),
    has: (peer) => entries.has(peer),
    count(peer, bytes) {
      const entry = entries.get(peer);
      if (entry === undefined) return;
      entry.bytesIn += bytes.in ?? 0;
      entry.bytesOut += bytes.out ?? 0;
    },
    setLatency(peer, latencyMs) {
      const entry = entries.get(peer);
      if (entry !== undefined) entry.latencyMs = latencyMs;
    },
    setSeed: (peer) => void seeds.add(peer),
    onConnected: (listener) => void connected.push(listener),
    onDisconnected: (listener) => void disconnected.push(listener),
  };
}
