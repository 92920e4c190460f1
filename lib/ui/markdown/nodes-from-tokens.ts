import type { Token } from 'markdown-it';
import { MAX_MARKDOWN_DEPTH, MAX_MARKDOWN_PARTS } from '../../core/limits.ts';

/** Text, or what a token stands for with all that lies within it. */
export type MarkdownNode = string | MarkdownElement;

export interface MarkdownElement {
  /** The library's name for it, as `paragraph`, `em`, `link`. */
  kind: string;
  token: Token;
  children: MarkdownNode[];
}

/** Control signs that turn the direction of text around. */
const DECEPTIVE = /[\u202a-\u202e\u2066-\u2069]/g;
const TEXT = new Set(['text', 'text_special', 'softbreak']);

/** The tree of a row of tokens. Emphasis nests to a bound, below which its signs are text. */
export function nodesFromTokens(tokens: readonly Token[]): MarkdownNode[] {
  const root: MarkdownNode[] = [];
  /** Where what comes next belongs, the innermost last. */
  const open = [root];
  for (const token of tokens) {
    const siblings = open.at(-1) ?? root;
    const isTooDeep = token.nesting === 1 && !token.block && open.length > MAX_MARKDOWN_DEPTH;
    if (token.nesting === -1) {
      open.pop();
      if (open.at(-1) === siblings) siblings.push(token.markup);
    } else if (isTooDeep && token.type !== 'link_open') {
      siblings.push(token.markup);
      open.push(siblings);
    } else if (TEXT.has(token.type)) {
      siblings.push(token.type === 'softbreak' ? '\n' : textToShow(token.content));
    } else if (token.type === 'inline') {
      for (const node of nodesOfBlock(token)) siblings.push(node);
    } else {
      const children = nodesFromTokens(token.children ?? []);
      siblings.push({ kind: token.type.replace(/_open$/, ''), token, children });
      if (token.nesting === 1) open.push(children);
    }
  }
  return root;
}

/** A block of more parts than anybody writes is shown as it is. */
function nodesOfBlock({ children, content }: Token): MarkdownNode[] {
  const tokens = children ?? [];
  const parts = tokens.filter(({ type, nesting }) => nesting >= 0 && !TEXT.has(type));
  return parts.length > MAX_MARKDOWN_PARTS ? [textToShow(content)] : nodesFromTokens(tokens);
}

export function textToShow(text: string): string {
  return text.replace(DECEPTIVE, '\ufffd');
}

/** What remains of nodes when only their words count. */
export function wordsOf(nodes: readonly MarkdownNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      if (node.kind === 'hardbreak') return ' ';
      return node.kind === 'code_inline' ? textToShow(node.token.content) : wordsOf(node.children);
    })
    .join('');
}
