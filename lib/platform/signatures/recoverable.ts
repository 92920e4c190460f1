import { type Hash, type Hex, isHex } from '../../core/bytes.ts';

// Apart from recovery itself, so that who only asks for it does not load its library.

export interface Recoverable {
  digest: Hash;
  /** r, s and v: 65 bytes. */
  signature: Hex;
}

/** What every adapter answers with undefined before it computes anything. */
export function mayRecover({ digest, signature }: Recoverable): boolean {
  return isHex(digest, 32) && isHex(signature, 65);
}
