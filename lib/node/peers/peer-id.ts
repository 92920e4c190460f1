import { bytesFromHex, concatBytes, type Hex } from '../../core/bytes.ts';

/**
 * Peer id of an Ed25519 identity: base58btc of the identity multihash of the public key in protocol
 * buffer form (libp2p peer ids specification).
 */
export function peerIdFromNetworkKey(networkKey: Hex): string {
  return base58(concatBytes(IDENTITY_PREFIX, bytesFromHex(networkKey)));
}

function base58(bytes: Uint8Array): string {
  let value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let text = '';
  for (; value > 0n; value /= 58n) text = ALPHABET[Number(value % 58n)] + text;
  for (const byte of bytes) {
    if (byte !== 0) break;
    text = `1${text}`;
  }
  return text;
}

/** Multihash identity of 36 bytes; key type Ed25519; 32 bytes of key. */
const IDENTITY_PREFIX = Uint8Array.of(0x00, 0x24, 0x08, 0x01, 0x12, 0x20);
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
