import { MAX_MARKDOWN_BLOCKS, MAX_MARKDOWN_DEPTH } from '../../core/limits.ts';
import { itemsFrom, listMarkerOf } from './parse-list.ts';
import { tableFrom } from './parse-table.ts';
import type { Block, Document } from './tree.ts';

// Markdown as people write it: the blocks of CommonMark with the tables of GitHub, and no HTML at
// all. Every line is looked at a bounded number of times, whatever it says: quotes and lists nest
// to a bound, below which their signs are text. Two rules are simpler than the standard's: a row of
// a table has a bar, and a blank line always ends a quote.

/** Control signs that turn the direction of text around, and the one that browsers replace. */
const DECEPTIVE = /[\0\u202a-\u202e\u2066-\u2069]/g;
const MAX_LABEL = 99;
const FENCE = /^ {0,3}(`{3,}|~{3,})([^`]*)$/;
const HEADING = /^ {0,3}(#{1,6})(?: (.*))?$/;
const RULE = /^ {0,3}([-*_])(?: *\1){2,} *$/;
const QUOTE = /^ {0,3}> ?/;
const UNDERLINE = /^ {0,3}(=+|-+) *$/;
const DEFINITION = new RegExp(`^ {0,3}\\[([^\\[\\]]{1,${MAX_LABEL}})\\]: *(\\S+)(?: +["'(].*)?$`);

export interface BlockParser {
  definitions: Map<string, string>;
  /** How many more blocks a text may have. */
  blocksLeft: number;
}

/** Undefined for a text of more blocks than anybody writes: it is shown as it is. */
export function documentFromText(text: string): Document | undefined {
  const parser: BlockParser = { definitions: new Map(), blocksLeft: MAX_MARKDOWN_BLOCKS };
  const lines = text
    .replace(DECEPTIVE, '\ufffd')
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '    ')
    .split('\n');
  const blocks = blocksFrom(lines, 0, parser);
  return parser.blocksLeft < 0 ? undefined : { blocks, definitions: parser.definitions };
}

interface Found {
  block: Block | undefined;
  /** The line after it. */
  next: number;
}

export function blocksFrom(lines: readonly string[], depth: number, parser: BlockParser): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length && parser.blocksLeft >= 0) {
    if (isBlank(lines[at])) {
      at++;
      continue;
    }
    const { block, next } = blockAt(lines, at, depth, parser);
    if (block) {
      blocks.push(block);
      parser.blocksLeft--;
    }
    at = next;
  }
  return blocks;
}

function blockAt(lines: readonly string[], at: number, depth: number, parser: BlockParser): Found {
  const line = lines[at] ?? '';
  if (FENCE.test(line)) return fenceAt(lines, at);
  if (line.startsWith('    ')) return indentedAt(lines, at);
  const heading = HEADING.exec(line);
  if (heading) {
    const [, marks = '', text = ''] = heading;
    return { block: { kind: 'heading', level: marks.length, text: unclosed(text) }, next: at + 1 };
  }
  if (RULE.test(line)) return { block: { kind: 'rule' }, next: at + 1 };
  if (depth < MAX_MARKDOWN_DEPTH) {
    if (QUOTE.test(line)) return quoteAt(lines, at, depth, parser);
    if (listMarkerOf(line)) return listAt(lines, at, depth, parser);
  }
  const table = tableFrom(lines, at, parser);
  if (table) return table;
  const [, label, href] = DEFINITION.exec(line) ?? [];
  if (label !== undefined && href !== undefined) {
    const key = label.trim().toLowerCase();
    if (!parser.definitions.has(key)) parser.definitions.set(key, href);
    return { block: undefined, next: at + 1 };
  }
  return paragraphAt(lines, at, depth);
}

function fenceAt(lines: readonly string[], at: number): Found {
  const [, fence = '', info = ''] = FENCE.exec(lines[at] ?? '') ?? [];
  const indent = (lines[at] ?? '').indexOf(fence);
  const closes = new RegExp(`^ {0,3}${fence.charAt(0)}{${fence.length},} *$`);
  let next = at + 1;
  while (next < lines.length && !closes.test(lines[next] ?? '')) next++;
  const text = lines.slice(at + 1, next).map((line) => withoutIndent(line, indent));
  const language = info.trim().split(/[\s{]/, 1)[0] ?? '';
  return {
    block: { kind: 'code', language: language.toLowerCase().slice(0, 20), text: text.join('\n') },
    next: next + 1,
  };
}

function indentedAt(lines: readonly string[], at: number): Found {
  let next = at;
  while (next < lines.length && (isBlank(lines[next]) || lines[next]?.startsWith('    '))) next++;
  let end = next;
  while (isBlank(lines[end - 1])) end--;
  const text = lines.slice(at, end).map((line) => withoutIndent(line, 4));
  return { block: { kind: 'code', language: '', text: text.join('\n') }, next };
}

function quoteAt(lines: readonly string[], at: number, depth: number, parser: BlockParser): Found {
  const inner: string[] = [];
  let next = at;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? '';
    if (QUOTE.test(line)) inner.push(line.replace(QUOTE, ''));
    else if (isBlank(line) || isBlank(inner.at(-1)) || startsBlock(line, depth)) break;
    else inner.push(line);
  }
  return { block: { kind: 'quote', blocks: blocksFrom(inner, depth + 1, parser) }, next };
}

function listAt(lines: readonly string[], at: number, depth: number, parser: BlockParser): Found {
  const list = itemsFrom(lines, at, (line) => startsBlock(line, depth));
  const items = list.items.map((item) => blocksFrom(item, depth + 1, parser));
  parser.blocksLeft -= items.length;
  return {
    block: { kind: 'list', first: list.first, isLoose: list.isLoose, items },
    next: list.next,
  };
}

function paragraphAt(lines: readonly string[], at: number, depth: number): Found {
  let next = at + 1;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? '';
    const underline = UNDERLINE.exec(line)?.[1];
    if (underline !== undefined) {
      const text = textOf(lines.slice(at, next));
      const level = underline.startsWith('=') ? 1 : 2;
      return { block: { kind: 'heading', level, text }, next: next + 1 };
    }
    if (isBlank(line) || startsBlock(line, depth)) break;
  }
  return { block: { kind: 'paragraph', text: textOf(lines.slice(at, next)) }, next };
}

/** True for a line that ends the paragraph before it. */
function startsBlock(line: string, depth: number): boolean {
  if (FENCE.test(line) || HEADING.test(line) || RULE.test(line)) return true;
  if (depth >= MAX_MARKDOWN_DEPTH) return false;
  if (QUOTE.test(line)) return true;
  const marker = listMarkerOf(line);
  return marker !== undefined && !marker.isEmpty && (marker.number ?? 1) === 1;
}

/** Lines lose their indent, and keep the two spaces at their end that break a line. */
function textOf(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimStart())
    .join('\n')
    .trimEnd();
}

/** A heading may be closed by the marks it was opened with. */
function unclosed(text: string): string {
  const trimmed = text.trim();
  let end = trimmed.length;
  while (end > 0 && trimmed[end - 1] === '#') end--;
  return end === 0 || trimmed[end - 1] === ' ' ? trimmed.slice(0, end).trimEnd() : trimmed;
}

function withoutIndent(line: string, columns: number): string {
  let from = 0;
  while (from < columns && line[from] === ' ') from++;
  return line.slice(from);
}

function isBlank(line: string | undefined): boolean {
  return line !== undefined && line.trim() === '';
}
