import { packBytes } from './packed.ts';
import { malformed } from './rlp.ts';

// The pure floors have no TextEncoder, which belongs to the platform and not to the language.

/** @throws WeftError `codec/malformed` for a string with a lone surrogate, which has no UTF-8. */
export function bytesFromText(text: string): Uint8Array<ArrayBuffer> {
  const ascii = new Uint8Array(text.length);
  let at = 0;
  while (at < text.length && text.charCodeAt(at) < 0x80) ascii[at] = text.charCodeAt(at++);
  if (at === text.length) return ascii;
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    if (point >= 0xd800 && point <= 0xdfff) throw malformed('lone surrogate in text');
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), tail(point, 0));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), tail(point, 6), tail(point, 0));
    else bytes.push(0xf0 | (point >> 18), tail(point, 12), tail(point, 6), tail(point, 0));
  }
  return Uint8Array.from(bytes);
}

/** Bytes that a text has in UTF-8; a lone surrogate, which has no UTF-8, counts as three. */
export function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return length;
}

/** @throws WeftError `codec/malformed` unless the bytes are shortest-form UTF-8 (RFC 3629). */
export function textFromBytes(bytes: Uint8Array): string {
  let at = 0;
  while (at < bytes.length && (bytes[at] as number) < 0x80) at++;
  // Made of whole pieces, since engines keep a string for every character that is added.
  let text = packBytes(bytes.subarray(0, at)) as string;
  while (at < bytes.length) {
    const points: number[] = [];
    while (at < bytes.length && points.length < CHUNK) at = readPoint(bytes, at, points);
    text += String.fromCodePoint(...points);
  }
  return text;
}

/** Appends the code point at `at`; the result is where the next begins. */
function readPoint(bytes: Uint8Array, start: number, points: number[]): number {
  let at = start;
  const lead = bytes[at++] as number;
  const length = lead < 0x80 ? 0 : lead < 0xc0 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  if (length < 0 || lead > 0xf4) throw malformed('not UTF-8');
  let point = length === 0 ? lead : lead & (0x3f >> length);
  for (let i = 0; i < length; i++) {
    const next = bytes[at++];
    if (next === undefined || (next & 0xc0) !== 0x80) throw malformed('not UTF-8');
    point = (point << 6) | (next & 0x3f);
  }
  if (point < (SMALLEST[length] as number) || point > 0x10ffff) throw malformed('not UTF-8');
  if (point >= 0xd800 && point <= 0xdfff) throw malformed('not UTF-8');
  points.push(point);
  return at;
}

/** Arguments a function call takes without risk for the stack. */
const CHUNK = 4_096;

/** The smallest code point that needs so many bytes after the first. */
const SMALLEST = [0, 0x80, 0x800, 0x10000];

function tail(point: number, shift: number): number {
  return 0x80 | ((point >> shift) & 0x3f);
}
