import { MAX_MARKDOWN_DEPTH } from '../../core/limits.ts';
import type { Part } from './parse-inline.ts';
import type { Inline } from './tree.ts';

/** A run of one sign that may open or close emphasis. */
export interface Delimiter {
  kind: 'delimiter';
  sign: string;
  count: number;
  mayOpen: boolean;
  mayClose: boolean;
}

const BLANK = /^\s?$/;
const PUNCTUATION = /[\p{P}\p{S}]/u;

/** The run at a place, with what its neighbours let it do (CommonMark 0.31, section 6.2). */
export function delimiterAt(text: string, at: number): Delimiter {
  const sign = text.charAt(at);
  let end = at;
  while (text[end] === sign) end++;
  const [before, after] = [text.charAt(at - 1), text.charAt(end)];
  const isAfterPunctuation = PUNCTUATION.test(before);
  const isBeforePunctuation = PUNCTUATION.test(after);
  const opensLeft =
    !BLANK.test(after) && (!isBeforePunctuation || BLANK.test(before) || isAfterPunctuation);
  const closesRight =
    !BLANK.test(before) && (!isAfterPunctuation || BLANK.test(after) || isBeforePunctuation);
  // Underscores within words are the names of things.
  const isStrict = sign === '_';
  return {
    kind: 'delimiter',
    sign,
    count: end - at,
    mayOpen: opensLeft && (!isStrict || !closesRight || isAfterPunctuation),
    mayClose: closesRight && (!isStrict || !opensLeft || isBeforePunctuation),
  };
}

interface Open {
  delimiter: Delimiter;
  /** Its place among the parts. */
  at: number;
}

/** Pairs runs of signs; those without a partner are text. */
export function withEmphasis(parts: readonly Part[]): Inline[] {
  const out: Inline[] = [];
  const depths = new Map<Inline, number>();
  const openBySign = new Map<string, Open[]>();
  for (const part of parts) {
    if (part.kind !== 'delimiter') {
      out.push(part);
      continue;
    }
    const left = { ...part };
    if (left.mayClose) closeAll(left, out, openBySign, depths);
    if (left.count === 0) continue;
    if (left.mayOpen) {
      const open = openBySign.get(left.sign) ?? [];
      openBySign.set(left.sign, [
        ...open.slice(-MAX_OPEN + 1),
        { delimiter: left, at: out.length },
      ]);
    }
    out.push(textOf(left));
  }
  return out;
}

/** Of runs that wait for their partner; older ones are text. */
const MAX_OPEN = 64;

function closeAll(
  closer: Delimiter,
  out: Inline[],
  openBySign: Map<string, Open[]>,
  depths: Map<Inline, number>,
): void {
  const openers = openBySign.get(closer.sign) ?? [];
  while (closer.count > 0) {
    const opener = openers.at(-1);
    if (!opener) return;
    const used = usedOf(closer, opener.delimiter);
    const depth = used === 0 ? 0 : deepest(out, opener.at + 1, depths) + 1;
    if (used === 0 || depth > MAX_MARKDOWN_DEPTH || out.length === opener.at + 1) {
      openers.pop();
      continue;
    }
    const node: Inline = {
      kind: closer.sign === '~' ? 'struck' : used === 2 ? 'strong' : 'emphasis',
      children: out.splice(opener.at + 1),
    };
    depths.set(node, depth);
    for (const open of openBySign.values()) {
      while ((open.at(-1)?.at ?? -1) > opener.at) open.pop();
    }
    opener.delimiter.count -= used;
    closer.count -= used;
    if (opener.delimiter.count === 0) {
      openers.pop();
      out.pop();
    } else {
      out[opener.at] = textOf(opener.delimiter);
    }
    out.push(node);
  }
}

function usedOf(closer: Delimiter, opener: Delimiter): number {
  if (closer.sign === '~') return closer.count === 2 && opener.count === 2 ? 2 : 0;
  return closer.count >= 2 && opener.count >= 2 ? 2 : 1;
}

function deepest(out: readonly Inline[], from: number, depths: Map<Inline, number>): number {
  let depth = 0;
  for (let i = from; i < out.length; i++) {
    const part = out[i];
    depth = Math.max(depth, (part && depths.get(part)) ?? 0);
  }
  return depth;
}

function textOf({ sign, count }: Delimiter): Inline {
  return { kind: 'text', text: sign.repeat(count) };
}
