import {
  generateKeyPair,
  generateKeyPairFromSeed,
  privateKeyFromRaw,
  publicKeyFromRaw,
} from '@libp2p/crypto/keys';
import { peerIdFromPrivateKey, peerIdFromPublicKey, peerIdFromString } from '@libp2p/peer-id';
import { bytesFromHex, type Hex, hexFromBytes } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';

/** Who a node is to its peers. */
export interface Identity {
  /** Ed25519: 32 secret bytes and the 32 of the public key. Only these need to be kept. */
  privateKey: Uint8Array;
  /** Ed25519 public key, 32 bytes; what a committee lists. */
  networkKey: Hex;
  /** Base58btc of the public key's multihash. */
  id: string;
}

/** A new identity, or the one that belongs to a seed of 32 bytes. */
export async function createIdentity(seed?: Uint8Array): Promise<Identity> {
  const key = await (seed === undefined
    ? generateKeyPair('Ed25519')
    : generateKeyPairFromSeed('Ed25519', seed));
  return identityFromPrivateKey(key.raw);
}

export function identityFromPrivateKey(privateKey: Uint8Array): Identity {
  const key = privateKeyFromRaw(privateKey);
  const networkKey = hexFromBytes(key.publicKey.raw);
  return { privateKey, networkKey, id: peerIdFromPrivateKey(key).toString() };
}

export function peerIdFromNetworkKey(networkKey: Hex): string {
  return peerIdFromPublicKey(publicKeyFromRaw(bytesFromHex(networkKey))).toString();
}

/** @throws WeftError `network/bad-peer-id` when the id does not hold an Ed25519 key. */
export function networkKeyFromPeerId(id: string): Hex {
  const { publicKey } = peerIdFromString(id);
  if (publicKey?.type === 'Ed25519') return hexFromBytes(publicKey.raw);
  throw new WeftError('network/bad-peer-id', `no Ed25519 key in peer id ${id}`, { id });
}
