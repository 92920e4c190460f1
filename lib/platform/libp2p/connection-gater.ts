import type { ConnectionGater, PeerId } from '@libp2p/interface';
import { isPrivateAddress } from './addresses.ts';

export interface GaterComponents {
  local: boolean;
  isBanned(peer: string): boolean;
  /** No more peers are wanted, and this one is not connected. */
  isFull(peer: string): boolean;
}

/** Who may connect, and where to. Private addresses are dialled on local networks only. */
export function createConnectionGater(components: GaterComponents): ConnectionGater {
  const isBanned = (peer: PeerId): boolean => components.isBanned(peer.toString());
  return {
    denyDialPeer: isBanned,
    denyDialMultiaddr: (address) => !components.local && isPrivateAddress(address),
    denyInboundEncryptedConnection: isBanned,
    denyInboundUpgradedConnection: (peer) => isBanned(peer) || components.isFull(peer.toString()),
    denyInboundRelayedConnection: (_relay, peer) =>
      isBanned(peer) || components.isFull(peer.toString()),
    denyOutboundUpgradedConnection: isBanned,
  };
}
