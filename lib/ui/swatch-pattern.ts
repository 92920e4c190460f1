import type { Address } from '../core/bytes.ts';

/** A patch of cloth: four by four crossings in one dye, one row perhaps in another. */
export interface SwatchPattern {
  ground: string;
  dyes: readonly string[];
  /** For each row, for each column: true when the weft lies over. */
  over: readonly (readonly boolean[])[];
}

/** Ground and dye. The only place where other dyes than verdigris occur. */
const DYES = [
  ['#a8d2ca', '#0b5f58'],
  ['#bcc9e4', '#3b5284'],
  ['#cfdaa8', '#55692a'],
  ['#c5ced4', '#46545e'],
  ['#ead99b', '#8a6a10'],
  ['#e9c4b4', '#9a4a34'],
  ['#d9c3aa', '#6a4a2e'],
  ['#e6bfd0', '#8a3a5c'],
] as const;

/** Reads the pattern from the address itself, so that it is the same everywhere. */
export function swatchPattern(address: Address): SwatchPattern {
  const digits = [...address.slice(2)].map((digit) => Number.parseInt(digit, 16));
  const digit = (i: number) => digits[i % digits.length] ?? 0;
  const main = DYES[digit(39) % DYES.length] ?? DYES[0];
  const second = DYES[digit(38) % DYES.length] ?? DYES[0];
  const accentRow = digit(37) % 8;
  return {
    ground: main[0],
    dyes: ROWS.map((row) => (row === accentRow ? second[1] : main[1])),
    over: ROWS.map((row) => ROWS.map((column) => ((digit(row * 3 + 2) >> column) & 1) === 1)),
  };
}

const ROWS = [0, 1, 2, 3];
