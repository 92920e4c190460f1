import { peerIdFromString } from '@libp2p/peer-id';
import { isPrivate } from '@libp2p/utils';
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr';
import { MAX_ADDRESS_BYTES } from '../../core/limits.ts';
import type { PeerInfo } from '../../node/ports.ts';

/** Undefined for text that is not a bounded multiaddr of that peer (or of any, when not given). */
export function parseAddress(text: string, peer?: string): Multiaddr | undefined {
  if (text.length > MAX_ADDRESS_BYTES) return undefined;
  try {
    const address = multiaddr(text);
    const target = peerOfAddress(address);
    if (target === undefined || (peer !== undefined && target !== peer)) return undefined;
    // A multiaddr takes any text for an id; whoever meets it later expects one in its only form.
    return peerIdFromString(target).toString() === target ? address : undefined;
  } catch {
    return undefined;
  }
}

/** The peer an address leads to: its last component, since a relay may come before. */
export function peerOfAddress(address: Multiaddr): string | undefined {
  const last = address.getComponents().at(-1);
  return last?.name === 'p2p' ? last.value : undefined;
}

export function transportOf(address: Multiaddr): Exclude<PeerInfo['transport'], 'memory'> {
  const names = new Set(address.getComponents().map(({ name }) => name));
  if (names.has('webrtc')) return 'webrtc';
  if (names.has('p2p-circuit')) return 'relay';
  return names.has('webrtc-direct') ? 'webrtc-direct' : 'websocket';
}

/** True for the address of a socket, which only a program outside browsers can open. */
export function isListener(address: Multiaddr): boolean {
  const transport = transportOf(address);
  return transport === 'websocket' || transport === 'webrtc-direct';
}

/** True for an address on this machine or its local network; false when it names no host. */
export function isPrivateAddress(address: Multiaddr): boolean {
  const [host] = address.getComponents();
  const named = host?.name === 'ip4' || host?.name === 'ip6';
  return named ? isPrivate(address) : host?.value === 'localhost';
}
