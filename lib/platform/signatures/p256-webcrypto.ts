import { bytesFromHex, type Hex } from '../../core/bytes.ts';
import { MAX_IMPORTED_P256_KEYS, P256_CHECKS_AT_ONCE } from '../../core/limits.ts';
import { isP256Key, mayBeP256, type P256Check } from '../../core/p256.ts';
import type { Signatures } from '../../node/ports.ts';
import { createDecodedKeys } from './decoded-keys.ts';

/**
 * P-256 by WebCrypto, which has threads of its own. It takes a high s, and who knows which keys, so
 * the form and the point are checked before: then all of them agree with the reference.
 */
export function createP256WebCrypto(): Signatures['verifyP256'] {
  const importedKey = createDecodedKeys(importKey, MAX_IMPORTED_P256_KEYS);

  async function verify(check: P256Check): Promise<boolean> {
    const key = mayBeP256(check) && importedKey(check.publicKey);
    if (!key) return false;
    const message = Uint8Array.from(check.message);
    return crypto.subtle.verify(ECDSA, await key, bytesFromHex(check.signature), message);
  }

  return async (checks) => {
    const verdicts: boolean[] = [];
    // Handing them over takes time as well: between slices the thread does other things.
    for (let start = 0; start < checks.length; start += P256_CHECKS_AT_ONCE) {
      const slice = checks.slice(start, start + P256_CHECKS_AT_ONCE);
      verdicts.push(...(await Promise.all(slice.map(verify))));
    }
    return verdicts;
  };
}

function importKey(publicKey: Hex): Promise<CryptoKey> | undefined {
  if (!isP256Key(publicKey)) return undefined;
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  return crypto.subtle.importKey('raw', bytesFromHex(publicKey), curve, false, ['verify']);
}

const ECDSA = { name: 'ECDSA', hash: 'SHA-256' };
