import { MAX_ADDRESSES_PER_PEER, MAX_EXCHANGED_PEERS } from '../../core/limits.ts';
import { bytesOf, decodeRlp, encodeRlp, listOf, malformed, type RlpItem } from '../../core/rlp.ts';
import { isPrivateAddress, parseAddress, peerOfAddress, transportOf } from './addresses.ts';

// An announcement on the `peers` topic is the RLP list of its author's dialable addresses. The
// answer of the `peers` protocol is the RLP list of such lists, one for each known peer.

export interface Announced {
  id: string;
  addresses: readonly string[];
}

export function encodeAddresses(addresses: readonly string[]): Uint8Array<ArrayBuffer> {
  return encodeRlp(addressItems(addresses));
}

export function encodePeers(peers: readonly Announced[]): Uint8Array<ArrayBuffer> {
  return encodeRlp(peers.map(({ addresses }) => addressItems(addresses)));
}

/** @throws WeftError `codec/malformed`, also for addresses that lead to somebody else. */
export function decodeAddresses(bytes: Uint8Array, author: string, local: boolean): Announced {
  return announcedFrom(decodeRlp(bytes), local, author);
}

/** @throws WeftError `codec/malformed` */
export function decodePeers(bytes: Uint8Array, local: boolean): Announced[] {
  const items = listOf(decodeRlp(bytes));
  if (items.length > MAX_EXCHANGED_PEERS) throw malformed('too many peers');
  return items.map((item) => announcedFrom(item, local));
}

/** Whether others can use an address: not one of a private network, unless this is one. */
export function isAnnounceable(text: string, local: boolean): boolean {
  const address = parseAddress(text);
  if (address === undefined || transportOf(address) === 'relay') return false;
  return local || !isPrivateAddress(address);
}

function announcedFrom(item: RlpItem, local: boolean, author?: string): Announced {
  const texts = listOf(item).map((text) => new TextDecoder().decode(bytesOf(text)));
  const [first] = texts;
  if (first === undefined || texts.length > MAX_ADDRESSES_PER_PEER) throw malformed('addresses');
  const target = parseAddress(first, author);
  const id = target && peerOfAddress(target);
  if (id === undefined || texts.some((text) => parseAddress(text, id) === undefined)) {
    throw malformed('address of another peer');
  }
  return { id, addresses: texts.filter((text) => isAnnounceable(text, local)) };
}

function addressItems(addresses: readonly string[]): RlpItem[] {
  return addresses.map((address) => new TextEncoder().encode(address));
}
