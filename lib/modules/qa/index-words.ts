import { MAX_WORD_LENGTH } from '../../core/module-limits.ts';

/**
 * Tells the words of a text in lower case one after the other, until so many were new, without
 * those that are in every text. Whatever is neither a letter nor a digit is between words.
 */
export function takeWords(text: string, most: number, isNew: (word: string) => boolean): void {
  const lower = composed(text);
  let left = most;
  for (const found of lower.match(WORD) ?? NONE) {
    if (left === 0) return;
    const word = found.length > MAX_WORD_LENGTH ? cut(found) : found;
    if (!isCommon(word) && isNew(word)) left--;
  }
}

/** Where in a text a word stands, and a number that equal words have in common. */
export interface WordPlace {
  text: string;
  from: number;
  to: number;
  hash: number;
}

/**
 * Like `takeWords`, with those that are in every text, and without making a string of each word:
 * the place that is told is good until the next one.
 */
export function takePlaces(text: string, most: number, isNew: (place: WordPlace) => boolean): void {
  if (!PLAIN.test(text)) {
    takeWords(text, most, (word) => isNew(placeOfWhole(word)));
    return;
  }
  const lower = text.toLowerCase();
  const place = { text: lower, from: 0, to: 0, hash: FIRST_HASH };
  let left = most;
  for (let at = 0; at <= lower.length && left > 0; at++) {
    const code = at < lower.length ? lower.charCodeAt(at) : BLANK;
    if (IN_WORDS[code] === 1) {
      if (at - place.from < MAX_WORD_LENGTH) place.hash = hashWith(place.hash, code);
      continue;
    }
    place.to = Math.min(at, place.from + MAX_WORD_LENGTH);
    if (place.to > place.from && isNew(place)) left--;
    place.from = at + 1;
    place.hash = FIRST_HASH;
  }
}

/** The first different words of a text, at most so many. */
export function wordsIn(text: string, most: number): Set<string> {
  const words = new Set<string>();
  takeWords(text, most, (word) => words.size < words.add(word).size);
  return words;
}

/** What somebody typed: whole words, and the last as a beginning unless a blank follows it. */
export function soughtIn(typed: string, most: number): { whole: string[]; start?: string } {
  const words = [...wordsIn(typed, most)];
  const last = lastWordOf(composed(typed));
  if (last === undefined) return { whole: words };
  const start = cut(last);
  return { whole: words.filter((word) => word !== start), start };
}

/** Lower case, and one form of what looks alike; in a time that its length alone decides. */
function composed(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text.replace(MARKS, '$1').normalize('NFKC').toLowerCase();
}

/** The word that a text ends with. */
function lastWordOf(text: string): string | undefined {
  let last: RegExpMatchArray | undefined;
  for (const found of text.matchAll(WORD)) last = found;
  if (!last || last.index === undefined) return undefined;
  return last.index + last[0].length === text.length ? last[0] : undefined;
}

function placeOfWhole(text: string): WordPlace {
  let hash = FIRST_HASH;
  for (let at = 0; at < text.length; at++) hash = hashWith(hash, text.charCodeAt(at));
  return { text, from: 0, to: text.length, hash };
}

/** FNV-1a with its last bits mixed in from the first: these alone choose a place. */
function hashWith(hash: number, code: number): number {
  const mixed = Math.imul(hash ^ code, 16_777_619);
  return mixed ^ (mixed >>> 15);
}

/** Whether it is in so many texts that it tells none from another. */
export function isCommon(word: string): boolean {
  return word.length <= LONGEST_COMMON && COMMON.has(word);
}

function cut(word: string): string {
  return [...word].slice(0, MAX_WORD_LENGTH).join('');
}

const PLAIN = /^[\0-\x7f]*$/;
const WORD = /[\p{L}\p{N}]+/gu;
/** More marks on one letter than any script has, which would take long to be put in order. */
const MARKS = /(\p{M}{8})\p{M}+/gu;

/** In so many English texts that they tell none from another. */
const COMMON: ReadonlySet<string> = new Set(
  (
    'a about all also an and any are as at be been but by can could did do does for from get had ' +
    'has have he her his how i if in into is it its just like me more most my no not of on one ' +
    'only or other our out she so some such than that the their them then there these they this ' +
    'to up us use was we were what when where which who why will with would you your'
  ).split(' '),
);
const LONGEST_COMMON = Math.max(...[...COMMON].map((word) => word.length));

const NONE: readonly string[] = [];
const BLANK = 32;
const FIRST_HASH = 0x811c_9dc5 | 0;
/** Of lower case ASCII, one for what words are made of. */
const IN_WORDS = Uint8Array.from({ length: 128 }, (_, code) =>
  /[a-z0-9]/.test(String.fromCharCode(code)) ? 1 : 0,
);
