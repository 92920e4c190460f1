import { EXCERPT_CHARACTERS } from '../../core/module-limits.ts';

/**
 * The beginning of a text, without marks that only a page understands. No pattern looks at a
 * character more than a few times, because strangers write what is in lists.
 */
export function plainText(text: string): string {
  return text
    .slice(0, 8 * EXCERPT_CHARACTERS)
    .replace(/^(```|~~~).*$/gm, ' ')
    .replace(/!?\[([^[\]]*)\]\([^[)]*\)/g, '$1')
    .replace(/^[ \t]*(#{1,6}|>|[-*+]|\d+\.)[ \t]+/gm, '')
    .replace(/[*_`~]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
