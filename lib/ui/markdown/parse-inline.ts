import { MAX_LINK_CHARACTERS, MAX_MARKDOWN_PARTS } from '../../core/limits.ts';
import { type Delimiter, delimiterAt, withEmphasis } from './emphasis.ts';
import { withoutEntities } from './entities.ts';
import { linkEnd } from './link-end.ts';
import type { Inline } from './tree.ts';

// One pass over a text. What opens a link or an emphasis is kept aside until what closes it is
// met; whatever is never closed is text. Each sign is moved into at most MAX_MARKDOWN_DEPTH parts.

/** A part, or a run of signs that may turn out to be emphasis. */
export type Part = Inline | Delimiter;

interface Reader {
  text: string;
  at: number;
  parts: Part[];
  /** Text since the last part. */
  plain: string;
  /** Brackets that are open. */
  openers: { part: number; at: number; isImage: boolean }[];
  /** Where runs of backticks of a length begin, the first that is still ahead at the end. */
  ticks: Map<number, number[]> | undefined;
  definitions: ReadonlyMap<string, string>;
}

const ESCAPED = /[!-/:-@[-`{-~]/;
const AUTOLINK = /<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*)>/y;
const MAIL = /<([\w.+-]{1,64}@[\w.-]{1,253})>/y;
const ADDRESS = new RegExp(`https?://[^\\s<>\`"|[\\]]{1,${MAX_LINK_CHARACTERS}}`, 'iy');
const WORD = /[\p{L}\p{N}]/u;

/** The parts of a paragraph, a heading or a cell. */
export function inlineFromText(
  text: string,
  definitions: ReadonlyMap<string, string> = new Map(),
): Inline[] {
  const reader: Reader = {
    text,
    at: 0,
    parts: [],
    plain: '',
    openers: [],
    ticks: undefined,
    definitions,
  };
  while (reader.at < text.length) {
    const read = READERS[text.charAt(reader.at)];
    if (read === undefined || !read(reader)) take(reader);
    if (reader.parts.length > MAX_MARKDOWN_PARTS) return [{ kind: 'text', text }];
  }
  endPlain(reader);
  return withEmphasis(reader.parts);
}

/** What each sign may begin; false when here it begins nothing. */
const READERS: Readonly<Record<string, (reader: Reader) => boolean>> = {
  '\\': readEscape,
  '`': readCode,
  '<': readAutolink,
  '!': (reader) => reader.text[reader.at + 1] === '[' && openBracket(reader, true),
  '[': (reader) => openBracket(reader, false),
  ']': closeBracket,
  '*': readDelimiter,
  _: readDelimiter,
  '~': readDelimiter,
  '\n': readBreak,
  h: readAddress,
  H: readAddress,
};

function take(reader: Reader): void {
  reader.plain += reader.text.charAt(reader.at);
  reader.at++;
}

function endPlain(reader: Reader): void {
  if (reader.plain === '') return;
  reader.parts.push({ kind: 'text', text: withoutEntities(reader.plain) });
  reader.plain = '';
}

function push(reader: Reader, part: Part, next: number): true {
  endPlain(reader);
  reader.parts.push(part);
  reader.at = next;
  return true;
}

function readEscape(reader: Reader): boolean {
  const next = reader.text.charAt(reader.at + 1);
  if (next === '\n') return push(reader, { kind: 'break' }, reader.at + 2);
  if (!ESCAPED.test(next)) return false;
  // Apart from what follows, so that an escaped "&" begins no entity.
  return push(reader, { kind: 'text', text: next }, reader.at + 2);
}

function readBreak(reader: Reader): boolean {
  if (!reader.plain.endsWith('  ')) return false;
  reader.plain = reader.plain.trimEnd();
  return push(reader, { kind: 'break' }, reader.at + 1);
}

function readCode(reader: Reader): boolean {
  const from = reader.at;
  const length = runLength(reader.text, from);
  const starts = (reader.ticks ??= ticksOf(reader.text)).get(length) ?? [];
  while (starts.length > 0 && (starts.at(-1) ?? 0) <= from) starts.pop();
  const end = starts.at(-1);
  if (end === undefined) {
    reader.plain += reader.text.slice(from, from + length);
    reader.at += length;
    return true;
  }
  const code = reader.text.slice(from + length, end).replaceAll('\n', ' ');
  const isPadded = code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '';
  return push(reader, { kind: 'code', text: isPadded ? code.slice(1, -1) : code }, end + length);
}

function ticksOf(text: string): Map<number, number[]> {
  const ticks = new Map<number, number[]>();
  for (let at = text.indexOf('`'); at >= 0; at = text.indexOf('`', at)) {
    const length = runLength(text, at);
    const starts = ticks.get(length);
    if (starts) starts.push(at);
    else ticks.set(length, [at]);
    at += length;
  }
  for (const starts of ticks.values()) starts.reverse();
  return ticks;
}

function runLength(text: string, from: number): number {
  let end = from;
  while (text[end] === text[from]) end++;
  return end - from;
}

function readAutolink(reader: Reader): boolean {
  const { text, at } = reader;
  AUTOLINK.lastIndex = at;
  MAIL.lastIndex = at;
  const href = AUTOLINK.exec(text)?.[1];
  if (href) return push(reader, { kind: 'address', href, text: href }, at + href.length + 2);
  const mail = MAIL.exec(text)?.[1];
  if (!mail) return false;
  return push(
    reader,
    { kind: 'address', href: `mailto:${mail}`, text: mail },
    at + mail.length + 2,
  );
}

/** An address in the open: it ends before the signs that end a sentence. */
function readAddress(reader: Reader): boolean {
  const { text, at } = reader;
  if (WORD.test(text.charAt(at - 1))) return false;
  ADDRESS.lastIndex = at;
  const found = ADDRESS.exec(text)?.[0];
  if (!found) return false;
  let end = found.length;
  let unopened = count(found, ')') - count(found, '(');
  for (; end > 0; end--) {
    const last = found.charAt(end - 1);
    if (last === ')' && unopened > 0) unopened--;
    else if (!/[.,:;!?'*_~\]]/.test(last)) break;
  }
  const href = found.slice(0, end);
  return push(reader, { kind: 'address', href, text: href }, at + end);
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

function readDelimiter(reader: Reader): boolean {
  const delimiter = delimiterAt(reader.text, reader.at);
  return push(reader, delimiter, reader.at + delimiter.count);
}

function openBracket(reader: Reader, isImage: boolean): true {
  const sign = isImage ? '![' : '[';
  const at = reader.at + sign.length;
  push(reader, { kind: 'text', text: sign }, at);
  reader.openers.push({ part: reader.parts.length - 1, at, isImage });
  return true;
}

/** A link or an image, when an address follows or the text defines one. */
function closeBracket(reader: Reader): boolean {
  const opener = reader.openers.pop();
  if (!opener) return false;
  const label = reader.text.slice(opener.at, reader.at);
  const end = linkEnd(reader.text, reader.at + 1, label, reader.definitions);
  if (!end) return false;
  endPlain(reader);
  const inner = withEmphasis(reader.parts.splice(opener.part).slice(1));
  if (opener.isImage) {
    return push(reader, { kind: 'image', href: end.href, alt: textOf(inner) }, end.next);
  }
  // A link within a link would be two promises at one place.
  reader.openers = reader.openers.filter(({ isImage }) => isImage);
  return push(
    reader,
    { kind: 'link', href: end.href, children: inner.flatMap(withoutLink) },
    end.next,
  );
}

function withoutLink(part: Inline): Inline[] {
  if (part.kind === 'address') return [{ kind: 'text', text: part.text }];
  if (part.kind === 'image') return [{ kind: 'text', text: part.alt }];
  if (part.kind === 'link') return part.children.flatMap(withoutLink);
  if ('children' in part) return [{ ...part, children: part.children.flatMap(withoutLink) }];
  return [part];
}

/** What remains of parts when only their words count. */
function textOf(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      if ('children' in part) return textOf(part.children);
      if (part.kind === 'image') return part.alt;
      return part.kind === 'break' ? ' ' : part.text;
    })
    .join('');
}
