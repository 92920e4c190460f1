const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};
const ENTITY = /&(?:([a-z]{2,4})|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));/g;

/** Signs that were written by name or number. What it answers is text, never markup. */
export function withoutEntities(text: string): string {
  return text.replace(ENTITY, (whole, name?: string, digits?: string, hex?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = digits === undefined ? Number.parseInt(hex ?? '', 16) : Number(digits);
    const isText = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    const isDeceptive = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    return isText && !isDeceptive ? String.fromCodePoint(code) : '\ufffd';
  });
}
