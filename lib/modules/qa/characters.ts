// Facts of Unicode, as a list of our own: what engines know differs between their versions,
// and a chain has to mean the same for ever.

/** Of ASCII and its supplement, line ends and tabs too. */
export function isControl(codePoint: number): boolean {
  return codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0);
}

/**
 * Whether nobody sees it in a line: controls, what has no width, what turns the direction of
 * others, ends of lines, marks of order, tags, and what is for private use.
 */
export function isUnseen(codePoint: number): boolean {
  return isWithin(codePoint, UNSEEN);
}

/** The script of a letter that names may have; undefined for every other character. */
export function scriptOf(codePoint: number): Script | undefined {
  return SCRIPTS.find((script) => isWithin(codePoint, LETTERS[script]));
}

export type Script = (typeof SCRIPTS)[number];

const UNSEEN: Ranges = [
  [0x00, 0x1f],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xe000, 0xf8ff],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xe0000, 0x10ffff],
];

const SCRIPTS = ['latin', 'greek', 'cyrillic'] as const;

/** Without letters that are two in one or another's shape, which compatibility forms take apart. */
const LETTERS: Readonly<Record<Script, Ranges>> = {
  latin: [
    [0x41, 0x5a],
    [0x61, 0x7a],
    [0xc0, 0xd6],
    [0xd8, 0xf6],
    [0xf8, 0x131],
    [0x134, 0x13e],
    [0x141, 0x148],
    [0x14a, 0x17e],
    [0x1ea0, 0x1ef9],
  ],
  greek: [
    [0x386, 0x386],
    [0x388, 0x38a],
    [0x38c, 0x38c],
    [0x38e, 0x3a1],
    [0x3a3, 0x3ce],
  ],
  cyrillic: [
    [0x400, 0x45f],
    [0x490, 0x491],
  ],
};

/**
 * What a letter looks like, once its marks are taken off: a letter of Latin or a digit, or another
 * letter of its own. Upper case stands here where its shape is not that of its lower case.
 */
export const LOOKS_LIKE: ReadonlyMap<string, string> = new Map([
  ...pairs('01lıøłđðħŧßþĸŋæœ', 'oiiioiddhtbpknao'),
  ...pairs('ΑΒΓΔΕΖΗΙΚΛΜΝΟΠΡΣΤΥΦΧ', 'abrдezhikлmnonpetyфx'),
  ...pairs('αβγεηικμνοπρσςτυφχω', 'abyenikuvonpoctuфxw'),
  ...pairs('абвгеєзиіјкмнопрстухчшщъьѕћђџґ', 'a6bree3uijkmhonpctyx4wwbbshhur'),
]);

type Ranges = readonly (readonly [first: number, last: number])[];

function isWithin(codePoint: number, ranges: Ranges): boolean {
  return ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

function pairs(letters: string, shapes: string): [string, string][] {
  const shape = [...shapes];
  return [...letters].map((letter, i) => [letter, shape[i] as string]);
}
