import { generateKeyPair, generateKeyPairFromSeed, privateKeyFromRaw } from '@libp2p/crypto/keys';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';
import { type Hex, hexFromBytes } from '../../core/bytes.ts';

/** Who a node is to its peers. */
export interface Identity {
  /** Ed25519: 32 secret bytes and the 32 of the public key. Only these need to be kept. */
  privateKey: Uint8Array;
  /** Ed25519 public key, 32 bytes; what a committee lists. */
  networkKey: Hex;
  /** Seed of the key pair: the first half of the private key. */
  networkSecret: Hex;
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
  const networkSecret = hexFromBytes(privateKey.subarray(0, 32));
  return { privateKey, networkKey, networkSecret, id: peerIdFromPrivateKey(key).toString() };
}
