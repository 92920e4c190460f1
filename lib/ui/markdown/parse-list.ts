const MARKER = /^( {0,3})([-*+]|(\d{1,9})[.)])( *)(.*)$/;
const WIDEST_GAP = 4;

interface Marker {
  /** The sign, or what follows the number: lists of two signs are two lists. */
  sign: string;
  number: number | undefined;
  /** Columns at which the text of the item begins. */
  indent: number;
  isEmpty: boolean;
}

/** How a line begins an item; undefined when it does not. */
export function listMarkerOf(line: string): Marker | undefined {
  const [, before = '', sign = '', digits, gap = '', rest = ''] = MARKER.exec(line) ?? [];
  if (sign === '' || (gap === '' && rest !== '')) return undefined;
  const width = rest === '' || gap.length > WIDEST_GAP ? 1 : gap.length;
  return {
    sign: sign.at(-1) ?? '',
    number: digits === undefined ? undefined : Number(digits),
    indent: before.length + sign.length + width,
    isEmpty: rest === '',
  };
}

/** The items of the list that begins at a line, each as lines without its indent. */
export function itemsFrom(
  lines: readonly string[],
  at: number,
  startsBlock: (line: string) => boolean,
): { items: string[][]; first: number | undefined; isLoose: boolean; next: number } {
  const first = listMarkerOf(lines[at] ?? '');
  const items: string[][] = [];
  let indent = 0;
  let blanks = 0;
  let isLoose = false;
  let next = at;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? '';
    const item = items.at(-1);
    if (line.trim() === '') {
      blanks++;
      continue;
    }
    const isInner = item !== undefined && line.startsWith(' '.repeat(indent));
    const marker = isInner ? undefined : listMarkerOf(line);
    if (isInner || marker?.sign === first?.sign) isLoose ||= blanks > 0 && item !== undefined;
    if (isInner) {
      for (; blanks > 0; blanks--) item.push('');
      item.push(line.slice(indent));
    } else if (marker && marker.sign === first?.sign) {
      indent = marker.indent;
      items.push([line.slice(indent)]);
    } else if (item && blanks === 0 && item.at(-1) !== '' && !startsBlock(line)) {
      item.push(line.trimStart());
    } else {
      break;
    }
    blanks = 0;
  }
  return { items, first: first?.number, isLoose, next };
}
