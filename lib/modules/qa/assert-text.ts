import {
  MAX_BIO_BYTES,
  MAX_FLAG_REASON_BYTES,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  MAX_TITLE_BYTES,
  MIN_TAG_LENGTH,
  MIN_TITLE_BYTES,
} from '../../core/module-limits.ts';
import { utf8Length } from '../../core/utf8.ts';
import { isControl, isUnseen } from './characters.ts';
import { tagsMalformed, textEmpty, textLength, titleLength, unseenCharacter } from './errors.ts';

/** Throws unless it is a line of a bounded length, blanks around it not counted, that shows. */
export function assertTitle(title: string): void {
  const bytes = utf8Length(title);
  const isShort = bytes <= MAX_TITLE_BYTES && utf8Length(trimmed(title)) < MIN_TITLE_BYTES;
  if (isShort || bytes > MAX_TITLE_BYTES) {
    throw titleLength(bytes, MIN_TITLE_BYTES, MAX_TITLE_BYTES);
  }
  assertSeen('title', title);
}

/** Throws unless somebody can read it. Lines and tabs are text, and so are marks of direction. */
export function assertBody(text: string, mostBytes: number): void {
  const bytes = utf8Length(text);
  if (bytes > mostBytes) throw textLength('text', bytes, mostBytes);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isControl(code) && code !== LINE_FEED && code !== TAB) throw unseenCharacter('text', code);
  }
  if (!/[^ \n\t]/.test(text)) throw textEmpty('text');
}

export function assertBio(bio: string): void {
  assertLine('bio', bio, MAX_BIO_BYTES);
}

export function assertReason(reason: string): void {
  assertLine('reason', reason, MAX_FLAG_REASON_BYTES);
  if (reason.replaceAll(' ', '') === '') throw textEmpty('reason');
}

/** Throws unless it is one to five different tags, with single blanks between them. */
export function assertTags(tags: string): void {
  const list = tags.split(' ');
  const isWell = list.every(
    (tag) => tag.length >= MIN_TAG_LENGTH && tag.length <= MAX_TAG_LENGTH && TAG.test(tag),
  );
  if (!isWell || list.length > MAX_TAGS || new Set(list).size < list.length) throw tagsMalformed();
}

const LINE_FEED = 0x0a;
const TAB = 0x09;
const TAG = /^[a-z0-9-]+$/;

function assertLine(field: string, text: string, mostBytes: number): void {
  const bytes = utf8Length(text);
  if (bytes > mostBytes) throw textLength(field, bytes, mostBytes);
  assertSeen(field, text);
}

function trimmed(line: string): string {
  return line.replace(/^ +| +$/g, '');
}

function assertSeen(field: string, text: string): void {
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    if (isUnseen(point)) throw unseenCharacter(field, point);
  }
}
