import { textFromBytes } from '../../core/utf8.ts';

/**
 * What may be shown of bytes that a stranger chose: UTF-8, without what is not UTF-8, and without
 * characters that have no shape of their own or turn others around.
 */
export function plainText(bytes: Uint8Array): string {
  const text = [...validText(bytes).replace(UNSEEN, '')].slice(0, MAX_CHARACTERS).join('');
  return text.replace(/\s+/gu, ' ').trim();
}

function validText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = lengthAt(bytes, at);
    if (length > 0) text += textFromBytes(bytes.subarray(at, at + length));
    at += Math.max(1, length);
  }
  return text;
}

/** Bytes of the character that starts here; 0 if none does. */
function lengthAt(bytes: Uint8Array, at: number): number {
  for (let length = 1; length <= 4; length++) {
    try {
      if (textFromBytes(bytes.subarray(at, at + length)) !== '') return length;
    } catch {
      // Not a whole character yet, or none.
    }
  }
  return 0;
}

const MAX_CHARACTERS = 32;
/** Control characters, those of direction and joining, and those that mean nothing to others. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
