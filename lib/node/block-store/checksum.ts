import { concatBytes, equalBytes } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { keccak256 } from '../../core/keccak.ts';

/** Appends the first bytes of the content's Keccak-256, so that damage on disk is noticed. */
export function withChecksum(content: Uint8Array): Uint8Array {
  return concatBytes(content, keccak256(content).subarray(0, CHECKSUM_BYTES));
}

/** The content without its checksum. Throws `block-store/corrupt` when they do not match. */
export function contentOf(stored: Uint8Array, what: string): Uint8Array {
  const content = unchecked(stored);
  const checksum = stored.subarray(content.length);
  if (!equalBytes(keccak256(content).subarray(0, CHECKSUM_BYTES), checksum)) throw corrupt(what);
  return content;
}

export function unchecked(stored: Uint8Array): Uint8Array {
  return stored.subarray(0, Math.max(0, stored.length - CHECKSUM_BYTES));
}

export function corrupt(what: string): WeftError<'block-store/corrupt'> {
  return new WeftError('block-store/corrupt', `the stored ${what} is damaged`, { what });
}

const CHECKSUM_BYTES = 8;
