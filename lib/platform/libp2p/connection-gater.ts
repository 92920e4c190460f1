import type { ConnectionGater, PeerId } from '@libp2p/interface';
import { isPrivateAddress, transportOf } from './addresses.ts';

export interface GaterComponents {
  local: boolean;
  isBanned(peer: string): boolean;
  /** No more peers are wanted, and this one is not connected. */
  isFull(peer: string): boolean;
  /** Websockets have been left behind. */
  avoidsWebsockets(): boolean;
}

/** Who may connect, and where to. Private addresses are dialled on local networks only. */
export function createConnectionGater(components: GaterComponents): ConnectionGater {
  const isBanned = (peer: PeerId): boolean => components.isBanned(peer.toString());
  return {
    denyDialPeer: isBanned,
    denyDialMultiaddr(address) {
      if (transportOf(address) === 'websocket' && components.avoidsWebsockets()) return true;
      return !components.local && isPrivateAddress(address);
    },
    denyInboundEncryptedConnection: isBanned,
    denyInboundUpgradedConnection: (peer) => isBanned(peer) || components.isFull(peer.toString()),
    denyInboundRelayedConnection: (_relay, peer) =>
      isBanned(peer) || components.isFull(peer.toString()),
    denyOutboundUpgradedConnection: isBanned,
  };
}
