import { MAX_LINK_CHARACTERS } from '../../core/limits.ts';

const MAX_LABEL = 99;
const MAX_PARENTHESES = 8;
const TITLE = /\s+(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|\([^()\n]{0,200}\))/y;

/**
 * Where the address after a closing bracket ends, and which one it is: in parentheses, by a label
 * in brackets, or by the words of the link themselves. Undefined when there is none.
 */
export function linkEnd(
  text: string,
  at: number,
  label: string,
  definitions: ReadonlyMap<string, string>,
): { href: string; next: number } | undefined {
  if (text[at] === '(') {
    const inParentheses = destinationAt(text, at + 1);
    if (inParentheses) return inParentheses;
  }
  if (definitions.size === 0) return undefined;
  if (text[at] === '[') {
    const end = text.slice(at + 1, at + MAX_LABEL + 2).indexOf(']');
    const named = end > 0 ? text.slice(at + 1, at + 1 + end) : label;
    const href = end >= 0 ? hrefOf(named, definitions) : undefined;
    if (href !== undefined) return { href, next: at + end + 2 };
  }
  const href = hrefOf(label, definitions);
  return href === undefined ? undefined : { href, next: at };
}

function hrefOf(label: string, definitions: ReadonlyMap<string, string>): string | undefined {
  return label.length > MAX_LABEL ? undefined : definitions.get(label.trim().toLowerCase());
}

function destinationAt(text: string, from: number): { href: string; next: number } | undefined {
  let at = from;
  while (text[at] === ' ') at++;
  const isBracketed = text[at] === '<';
  const start = isBracketed ? at + 1 : at;
  let end = start;
  for (let open = 0; ; end++) {
    const sign = text[end];
    if (sign === undefined || sign === '\n' || end - start > MAX_LINK_CHARACTERS) return undefined;
    if (isBracketed) {
      if (sign === '<') return undefined;
      if (sign === '>') break;
    } else if (sign === ' ' || (sign === ')' && open === 0)) {
      break;
    } else if (sign === '(') {
      open++;
      if (open > MAX_PARENTHESES) return undefined;
    } else if (sign === ')') {
      open--;
    }
  }
  const href = text.slice(start, end).replaceAll('&amp;', '&');
  let next = isBracketed ? end + 1 : end;
  TITLE.lastIndex = next;
  if (TITLE.test(text)) next = TITLE.lastIndex;
  while (text[next] === ' ') next++;
  return text[next] === ')' ? { href, next: next + 1 } : undefined;
}
