/**
 * Tags out of typed or pasted text: commas and blanks stand between them, each once, written as
 * the chain writes tags, in small letters, digits and hyphens.
 */
export function tagsFromText(text: string): string[] {
  const tags = text
    .toLowerCase()
    .split(/[\s,]+/)
    .map(tagFromWord);
  return [...new Set(tags)].filter((tag) => tag !== '');
}

function tagFromWord(word: string): string {
  return word.replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '');
}
