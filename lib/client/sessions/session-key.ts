import { type Hex, hexFromBytes } from '../../core/bytes.ts';
import { errorObjectFrom, WeftError } from '../../core/errors.ts';
import { lowSignatureOf } from '../../core/p256.ts';

/**
 * A new key, of which nothing that runs in the page can copy the private half.
 * @throws WeftError `session-key/unsupported` where there is no WebCrypto, as on plain http.
 */
export async function createSessionKey(): Promise<{ keys: CryptoKeyPair; publicKey: Hex }> {
  try {
    const curve = { name: 'ECDSA', namedCurve: 'P-256' };
    const keys = await crypto.subtle.generateKey(curve, false, ['sign', 'verify']);
    const point = await crypto.subtle.exportKey('raw', keys.publicKey);
    return { keys, publicKey: hexFromBytes(new Uint8Array(point)) };
  } catch (thrown) {
    throw new WeftError('session-key/unsupported', errorObjectFrom(thrown).message);
  }
}

/** 64 bytes with a low s, which WebCrypto does not care about and the chain does. */
export async function signWithKey(keys: CryptoKeyPair, message: Uint8Array): Promise<Hex> {
  const scheme = { name: 'ECDSA', hash: 'SHA-256' };
  const bytes = Uint8Array.from(message);
  const signature = await crypto.subtle.sign(scheme, keys.privateKey, bytes);
  return lowSignatureOf(new Uint8Array(signature));
}
